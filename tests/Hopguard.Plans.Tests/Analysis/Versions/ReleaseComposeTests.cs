namespace Hopguard.Plans.Tests.Analysis.Versions;

public sealed class ReleaseComposeTests
{
    [Fact]
    public void A_file_that_a_release_names_exists() => Shop.Standard.Without(Shop.New)
        .Changed(Shop.Application, "[compose/2.0.0/compose.yaml]", "[{|HOP210:compose/2.0.0/compose.yaml|}]").RaisesWhatIsMarked();

    [Fact]
    public void It_can_be_read()
    {
        var broken = Shop.Standard.Changed(Shop.New, "volumes:\n  db:", "volumes: {\n  db:")
            .Changed(Shop.Application, "[compose/2.0.0/compose.yaml]", "[{|HOP210:compose/2.0.0/compose.yaml|}]");

        broken.RaisesWhatIsMarked();
        broken.Judge().Single().Related.Single().Place.Path.Should().Be("plans/shop/" + Shop.New);
    }

    [Fact]
    public void No_file_lies_about_without_a_release() =>
        Shop.Standard.With("compose/3.0.0/compose.yaml", "services:").Judge().Should().ContainSingle()
            .Which.Should().Match<Findings.Finding>(finding => finding.Rule.Id == "HOP210" && finding.Place.Path == "plans/shop/compose/3.0.0/compose.yaml");

    [Fact]
    public void A_file_that_another_includes_or_extends_needs_no_release() => Shop.Standard
        .With("compose/2.0.0/cache.yaml", "services:\n  cache: { image: redis:7.2 }\n").With("compose/2.0.0/more/base.yaml", "services:\n  base: { restart: always }\n")
        .Changed(Shop.New, "  cache: { image: redis:7.2 }\n", string.Empty).Changed(Shop.New, "services:\n", "include: [cache.yaml]\nservices:\n")
        .Changed(Shop.New, "    image: shop/server:1\n", "    image: shop/server:1\n    extends: { file: more/base.yaml, service: base }\n").RaisesNothing();

    [Theory]
    [InlineData("include: [cache.yaml]")]
    [InlineData("include: [../../../../etc/passwd]")]
    [InlineData("include: [/etc/passwd]")]
    [InlineData("include: [{ path: oci://registry.example/shop:1 }]")]
    [InlineData("include: [https://example.org/shop.git#main]")]
    [InlineData("include: [\"${MORE}\"]")]
    [InlineData("x: { services: }\ninclude: [application.yaml]")]
    public void A_file_that_includes_what_is_not_at_hand_is_not_read(string include)
    {
        var finding = Shop.Standard.Changed(Shop.New, "services:\n", include + "\nservices:\n").Judge().Should().ContainSingle().Subject;

        finding.Rule.Id.Should().Be("HOP210");
        finding.Message.English.Should().Contain("'include' names").And.Contain("nothing else is read");
    }

    [Fact]
    public void A_mistake_in_an_included_file_is_told_with_its_path()
    {
        var finding = Shop.Standard.With("compose/2.0.0/more.yaml", "services: {").Changed(Shop.New, "services:\n", "include: [more.yaml]\nservices:\n").Judge().Should().ContainSingle().Subject;

        finding.Message.English.Should().Contain("'compose/2.0.0/compose.yaml' cannot be read ('plans/shop/compose/2.0.0/more.yaml', line 1:");
        finding.Related.Single().Place.Path.Should().Be("plans/shop/compose/2.0.0/more.yaml");
    }

    [Fact]
    public void The_image_has_the_major_of_the_release() => Shop.Standard.Changed(Shop.New, "postgres:15-alpine", "{|HOP211:postgres:16-alpine|}").RaisesWhatIsMarked();

    [Theory]
    [InlineData("pgvector/pgvector:pg16")]
    [InlineData("timescale/timescaledb:2.14.2-pg16")]
    [InlineData("timescale/timescaledb-ha:pg16.2-ts2.14")]
    public void An_image_with_an_extension_says_its_major_too(string image) => Shop.Standard.Changed(Shop.New, "postgres:15-alpine", $"{{|HOP211:'{image}'|}}").RaisesWhatIsMarked();

    [Theory]
    [InlineData("postgres:15.4-alpine")]
    [InlineData("registry.example/shop-db:3.1-alpine")]
    [InlineData("appwrite/postgres:0.1.0")]
    [InlineData("pgvector/pgvector:pg15")]
    [InlineData("postgres:${DB_TAG:?which}")]
    public void Images_that_do_not_say_another_major_are_passed(string image) =>
        Shop.Standard.Changed(Shop.New, "postgres:15-alpine", $"'{image}'").Judge().Should().NotContain(finding => finding.Rule.Id == "HOP211");

    [Fact]
    public void Every_named_volume_is_a_store() => Shop.Standard.Changed(Shop.New, "  media:", "  media:\n  {|HOP213:events|}: { driver: local }").RaisesWhatIsMarked();

    [Fact]
    public void A_volume_is_known_as_long_as_its_store_is_in_the_release() => Shop.Standard
        .Changed(Shop.New, "  media:", "  media:\n  events:").Changed(Shop.New, "[\"media:/media\"]", "[\"media:/media\", \"events:/events\"]")
        .Changed(Shop.Application, "stores:\n", "stores:\n  events: { kind: volume, service: server, volume: events, since: 2.0.0 }\n").RaisesNothing();

    [Fact]
    public void A_renamed_volume_is_told_once() => Shop.Standard
        .Changed(Shop.New, "  db:\n    image", "  {|HOP214:db|}:\n    image").Changed(Shop.New, "db:/var", "data:/var").Changed(Shop.New, "volumes:\n  db:", "volumes:\n  data:")
        .Changed(Shop.Plan, "only: [db]", "only: [{|HOP006:db|}]").RaisesWhatIsMarked();

    [Fact]
    public void Folders_in_the_place_of_volumes_are_new_and_empty() => Shop.OnItsFiles
        .Changed(Shop.New, "\"db:/var", "\"./db:/var").Changed(Shop.New, "media:/media", "./media:/media").Changed(Shop.New, "volumes:\n  db:\n  media:", "volumes: {}")
        .Judge().Select(finding => finding.Rule.Id).Should().Equal("HOP006", "HOP006", "HOP214", "HOP214");

    [Fact]
    public void Data_that_lies_in_the_old_container_does_not_come_along() => Shop.OnItsFiles
        .Changed(Shop.Old, "  db:\n    image", "  {|HOP214:db|}:\n    image").Changed(Shop.Old, "    volumes: [\"db:/var/lib/postgresql/data\"]\n", string.Empty)
        .Changed(Shop.Plan, "- start-services\n", "- {|HOP006:start-services|}\n").RaisesWhatIsMarked();

    [Fact]
    public void Restored_into_the_volume_it_does() => Shop.Standard
        .Changed(Shop.Old, "  db:\n    image", "  {|HOP214:db|}:\n    image").Changed(Shop.Old, "    volumes: [\"db:/var/lib/postgresql/data\"]\n", string.Empty).RaisesWhatIsMarked();

    [Fact]
    public void A_store_is_mounted_by_its_service() => Shop.Standard
        .Changed(Shop.New, "  server:", "  {|HOP214:server|}:").Changed(Shop.New, "    volumes: [\"media:/media\"]\n", string.Empty)
        .Changed(Shop.Plan, "- start-services\n", "- {|HOP006:start-services|}\n").RaisesWhatIsMarked();

    [Theory]
    [InlineData("postgres:15-alpine", 15, "{|HOP215:'db:/var/lib/postgresql'|}")]
    [InlineData("postgres:18", 18, "{|HOP215:'db:/var/lib/postgresql/data'|}")]
    [InlineData("postgres:18", 18, "db:/var/lib/postgresql")]
    [InlineData("example/postgres:0.1.1", 18, "{|HOP215:'db:/var/lib/postgresql/18/data'|}")]
    [InlineData("postgres:18", 18, "db:/var/lib/postgresql/18/docker")]
    [InlineData("bitnami/postgresql:15", 15, "db:/bitnami/postgresql")]
    public void A_database_is_mounted_where_its_image_keeps_it(string image, int major, string mount) => Shop.Standard
        .Changed(Shop.New, "postgres:15-alpine", image).Changed(Shop.New, "\"db:/var/lib/postgresql/data\"", mount)
        .Changed(Shop.Application, "2.0.0: { postgresql: 15", $"2.0.0: {{ postgresql: {major}").Changed(Shop.Plan, "postgresql: 15", $"postgresql: {major}")
        .Changed(Shop.Plan, "only: [db]", mount.StartsWith('{') ? "only: [{|HOP006:db|}]" : "only: [db]").RaisesWhatIsMarked();

    [Theory]
    [InlineData("/var/lib/postgresql/data/pgdata", true)]
    [InlineData("/srv/data", false)]
    public void PGDATA_moves_the_data(string folder, bool isRight) => Shop.Standard
        .Changed(Shop.New, "environment: { POSTGRES_HOST_AUTH_METHOD: trust }", $"environment: {{ PGDATA: {folder} }}")
        .Judge().Select(finding => finding.Rule.Id).Should().Equal(isRight ? [] : ["HOP006", "HOP215"]);

    [Theory]
    [InlineData("redis:7.2", "redis")]
    [InlineData("redis:7.2", "redis:latest")]
    [InlineData("redis:7.2", "redis:alpine")]
    public void The_image_of_a_store_has_a_version(string from, string to) => Shop.Standard.Changed(Shop.New, $"image: {from}", $"image: {{|HOP218:{to}|}}").RaisesWhatIsMarked();

    [Theory]
    [InlineData("redis:7.2", "redis@sha256:1111111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("shop/server:1", "shop/server")]
    public void A_digest_is_a_version_and_what_holds_no_data_needs_none(string from, string to) => Shop.Standard.Changed(Shop.New, $"image: {from}", $"image: {to}").RaisesNothing();

    [Fact]
    public void A_service_of_the_file_is_listed() => Shop.Standard.Changed(Shop.New, "  server:", "  {|HOP229:mailer|}: { image: \"shop/server:1\" }\n  server:").RaisesWhatIsMarked();

    [Fact]
    public void A_service_that_only_a_profile_starts_may_be_left_out() =>
        Shop.Standard.Changed(Shop.New, "  server:", "  shell: { image: \"shop/server:1\", profiles: [debug] }\n  server:").RaisesNothing();

    [Fact]
    public void A_listed_service_is_in_the_file() => Shop.Standard.Changed(Shop.New, "  cache: { image: redis:7.2 }\n", string.Empty)
        .Changed(Shop.Application, "  2.0.0:", "  {|HOP229:2.0.0|}:").RaisesWhatIsMarked();

    [Fact]
    public void Whoever_mounts_a_volume_for_writing_is_its_writer() => Shop.Standard
        .Changed(Shop.New, "cache: { image: redis:7.2 }", "cache: { image: redis:7.2, volumes: [{|HOP230:\"media:/media\"|}] }").RaisesWhatIsMarked();

    [Fact]
    public void Whoever_only_reads_it_is_not() => Shop.Standard.Changed(Shop.New, "cache: { image: redis:7.2 }", "cache: { image: redis:7.2, volumes: [\"media:/media:ro\"] }").RaisesNothing();
}
