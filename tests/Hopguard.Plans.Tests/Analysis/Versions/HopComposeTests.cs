namespace Hopguard.Plans.Tests.Analysis.Versions;

public sealed class HopComposeTests
{
    private const string Overlay = "compose/2.0.0/compose.https.yaml";

    private static readonly Shop WithOverlay = Shop.Standard
        .Changed(Shop.Application, "compose: [compose/2.0.0/compose.yaml]", "compose: [compose/2.0.0/compose.yaml, compose/2.0.0/compose.https.yaml]")
        .With(Overlay, "services:\n  server: { image: \"shop/server:1\" }\n");

    [Fact]
    public void A_project_that_gets_a_name_makes_new_volumes() =>
        Shop.Standard.Changed(Shop.New, "services:", "name: shop\nservices:").Changed(Shop.Plan, "to: 2.0.0", "to: {|HOP212:2.0.0|}").RaisesWhatIsMarked();

    [Fact]
    public void A_project_that_keeps_its_name_does_not() =>
        Shop.Standard.Changed(Shop.New, "services:", "name: shop\nservices:").Changed(Shop.Old, "services:", "name: shop\nservices:").RaisesNothing();

    [Theory]
    [InlineData("  media: { driver: nfs }")]
    [InlineData("  media: { driver_opts: { type: tmpfs } }")]
    [InlineData("  media: { name: shop-media }")]
    [InlineData("  media: { external: true }")]
    public void A_volume_keeps_its_options(string volume) =>
        Shop.Standard.Changed(Shop.New, "  media:", volume).Changed(Shop.Plan, "to: 2.0.0", "to: {|HOP216:2.0.0|}").RaisesWhatIsMarked();

    [Fact]
    public void The_driver_that_is_the_default_may_be_written() => Shop.Standard.Changed(Shop.New, "  media:", "  media: { driver: local }").RaisesNothing();

    [Theory]
    [InlineData("postgres:15")]
    [InlineData("postgres:15-bookworm")]
    public void Files_stay_on_the_system_they_were_sorted_on(string image) =>
        Shop.OnItsFiles.Changed(Shop.New, "postgres:15-alpine", image).Changed(Shop.Plan, "to: 2.0.0", "to: {|HOP217:2.0.0|}").RaisesWhatIsMarked();

    [Fact]
    public void What_comes_out_of_a_dump_is_sorted_anew() => Shop.Standard.Changed(Shop.New, "postgres:15-alpine", "postgres:15").RaisesNothing();

    [Fact]
    public void A_newer_image_of_the_same_system_is_welcome() => Shop.OnItsFiles.Changed(Shop.New, "postgres:15-alpine", "postgres:15.4-alpine3.18").RaisesNothing();

    [Fact]
    public void The_tag_that_both_versions_have_may_be_built_on_another_system_by_now() =>
        OnOneTag("postgres:15").Changed(Shop.Plan, "to: 2.0.0", "to: {|HOP234:2.0.0|}").RaisesWhatIsMarked();

    [Theory]
    [InlineData("postgres:15-bookworm")]
    [InlineData("postgres:15-alpine")]
    [InlineData("postgres:15@sha256:0f1f0e1ba8d1b5f6a4f2e5a1d3c4b5a69788796a5b4c3d2e1f00112233445566")]
    public void A_tag_that_names_its_system_and_a_digest_stay_what_they_are(string image) => OnOneTag(image).RaisesNothing();

    [Fact]
    public void An_overlay_does_not_lower_an_image() => WithOverlay.Changed(Overlay, "server:1", "server:0.9")
        .Changed(Shop.Plan, "steps:", "compose: { stop: [compose.yml], start: [compose.yml, {|HOP219:compose.https.yml|}] }\nsteps:").RaisesWhatIsMarked();

    [Fact]
    public void An_overlay_that_is_not_started_lowers_nothing() => WithOverlay.Changed(Overlay, "server:1", "server:0.9").RaisesNothing();

    [Fact]
    public void An_overlay_may_raise_an_image() => WithOverlay.Changed(Overlay, "server:1", "server:1.1").Changed(Shop.Plan, "steps:", "compose: { start: [compose.yml, compose.https.yml] }\nsteps:").RaisesNothing();

    [Theory]
    [InlineData("\"6379:6379\"", true)]
    [InlineData("\"6379\"", true)]
    [InlineData("{ target: 6379, published: \"6379\" }", true)]
    [InlineData("\"127.0.0.1:6379:6379\"", false)]
    [InlineData("{ target: 6379, published: \"6379\", host_ip: 127.0.0.1 }", false)]
    public void A_store_is_not_published(string port, bool isPublished) => Shop.Standard
        .Changed(Shop.New, "redis:7.2", $"redis:7.2, ports: [{port}]").Changed(Shop.Plan, "to: 2.0.0", isPublished ? "to: {|HOP220:2.0.0|}" : "to: 2.0.0").RaisesWhatIsMarked();

    [Fact]
    public void The_server_of_the_application_may_be() => Shop.Standard.Changed(Shop.New, "shop/server:1", "shop/server:1\n    ports: [\"80:80\"]").RaisesNothing();

    [Fact]
    public void A_database_without_passwords_is_not_published_at_all() => WithOverlay.With(Overlay, "services:\n  db: { ports: [\"5432:5432\"] }\n")
        .Changed(Shop.Plan, "steps:", "compose: { start: [compose.yml, {|HOP221:compose.https.yml|}] }\nsteps:").RaisesWhatIsMarked();

    [Fact]
    public void With_passwords_it_is_a_published_store() => WithOverlay.With(Overlay, "services:\n  db: { ports: [\"5432:5432\"] }\n").Changed(Shop.New, "AUTH_METHOD: trust", "AUTH_METHOD: md5")
        .Changed(Shop.Plan, "steps:", "compose: { start: [compose.yml, {|HOP220:compose.https.yml|}] }\nsteps:").RaisesWhatIsMarked();

    [Fact]
    public void Overlays_for_development_are_not_started() =>
        Shop.Standard.Changed(Shop.Plan, "steps:", "compose: { start: [compose.yml, {|HOP222:compose.dev.yml|}] }\nsteps:").RaisesWhatIsMarked();

    [Fact]
    public void Nor_by_a_step() => Shop.Standard.Changed(Shop.Plan, "  - start-services\n", "  - start-services: { files: [compose.yml, {|HOP222:compose.dev.yml|}] }\n")
        .Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP222");

    [Fact]
    public void What_ran_with_an_overlay_is_taken_down_with_it() => Shop.Standard.Changed(Shop.Plan, "steps:", "compose: { stop: [compose.yml, compose.dev.yml] }\nsteps:").RaisesNothing();

    [Theory]
    [InlineData("redis:7.2", true)]
    [InlineData("docker.io/library/redis:7.2", true)]
    [InlineData("redis:7.4", false)]
    [InlineData("other/redis:7.2", false)]
    public void No_name_of_the_version_before_is_taken(string name, bool isTaken) => Shop.Standard
        .Changed(Shop.Plan, "  - pull-images\n", $"  - pull-images\n  - tag-image: {{ image: \"redis:8\", as: {name} }}\n")
        .Judge().Where(finding => finding.Rule.Id == "HOP223").Select(finding => finding.Place.Length).Should().Equal(isTaken ? [name.Length] : []);

    [Theory]
    [InlineData("name: SHOP_VERSION, value: v2.0.0", true)]
    [InlineData("name: SHOP_VERSION", false)]
    [InlineData("name: SHOP_HOST, value: localhost", false)]
    public void The_variable_of_the_version_stays_unset(string keys, bool isSet) => Shop.Standard
        .Changed(Shop.Plan, "  - pull-images\n", $"  - pull-images\n  - set-variable: {{ {keys} }}\n")
        .Judge().Where(finding => finding.Rule.Id == "HOP224").Select(finding => finding.Place.Length).Should().Equal(isSet ? ["SHOP_VERSION".Length] : []);

    [Fact]
    public void Settings_of_the_release_are_listed() => Shop.Standard.Changed(Shop.Application, "\"0002\" },", "\"0002\" }, settings: [SHOP_HOST],")
        .Changed(Shop.Plan, "to: 2.0.0", "to: {|HOP225:2.0.0|}").RaisesWhatIsMarked();

    [Fact]
    public void Variables_that_a_file_cannot_do_without_are_listed() => WithOverlay.With(Overlay, "services:\n  server: { environment: { A: \"${MAIL:?whose}\" } }\n")
        .Changed(Shop.Plan, "steps:", "compose: { start: [compose.yml, {|HOP225:compose.https.yml|}] }\nsteps:").RaisesWhatIsMarked();

    [Fact]
    public void Listed_ones_are_enough() => Shop.Standard.Changed(Shop.Application, "\"0002\" },", "\"0002\" }, settings: [SHOP_HOST],")
        .Changed(Shop.Plan, "steps:", "settings: { required: [SHOP_HOST] }\nsteps:").RaisesNothing();

    [Theory]
    [InlineData("compose-down", "compose-down: { files: [compose.yml, x.yml] }", "HOP226")]
    [InlineData("start-services\n", "start-services: { files: [compose.yml, x.yml] }\n", "HOP227")]
    public void A_step_uses_the_files_of_the_plan(string from, string to, string rule) => Shop.Standard.Changed(Shop.Plan, "  - " + from, "  - " + to)
        .Judge().Where(finding => finding.Rule.Id is "HOP226" or "HOP227").Select(finding => (finding.Rule.Id, finding.Place.Length)).Should().Equal((rule, "[compose.yml, x.yml]".Length));

    [Theory]
    [InlineData("compose-down", "compose-down: { files: [x.yml, compose.yml] }")]
    [InlineData("start-services\n", "start-services: { files: [compose.yml, x.yml] }\n")]
    public void The_same_files_are_no_mistake(string from, string to) => Shop.Standard.Changed(Shop.Plan, "  - " + from, "  - " + to)
        .Changed(Shop.Plan, "steps:", "compose: { stop: [compose.yml, x.yml], start: [compose.yml, x.yml] }\nsteps:")
        .Judge().Should().NotContain(finding => finding.Rule.Id == "HOP226" || finding.Rule.Id == "HOP227");

    [Theory]
    [InlineData("https://example.org/shop/v1.9.0.zip", true)]
    [InlineData("https://example.org/shop/refs/heads/main.zip", true)]
    [InlineData("https://example.org/shop/archive/develop.tar.gz", true)]
    [InlineData("https://example.org/shop/releases/2.0.0/shop-2.0.0.tar.gz", false)]
    [InlineData("https://10.0.0.1/shop/v2.0.0.zip", false)]
    [InlineData("https://example.org/shop/latest-but-named.zip", false)]
    public void The_archive_is_of_the_target(string archive, bool isAnother) => Shop.Standard.Changed(Shop.Plan, "https://example.org/shop/v2.0.0.zip", archive)
        .Judge().Where(finding => finding.Rule.Id == "HOP228").Select(finding => finding.Place.Length).Should().Equal(isAnother ? [archive.Length + 2] : []);

    [Fact]
    public void The_old_archive_may_be_fetched_beside_it() => Shop.Standard
        .Changed(Shop.Plan, "  - check-target\n", "  - fetch-source: { archive: \"https://example.org/shop/v1.0.0.zip\", as: old, sha256: 1111111111111111111111111111111111111111111111111111111111111111 }\n  - check-target\n")
        .Judge().Should().NotContain(finding => finding.Rule.Id == "HOP228");

    private static Shop OnOneTag(string image) => Shop.OnItsFiles.Changed(Shop.Old, "postgres:15-alpine", image).Changed(Shop.New, "postgres:15-alpine", image);
}
