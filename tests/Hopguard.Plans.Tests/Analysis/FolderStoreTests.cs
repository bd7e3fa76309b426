namespace Hopguard.Plans.Tests.Analysis;

/// <summary>Stores in folders of the host, which no command of compose deletes.</summary>
public sealed class FolderStoreTests
{
    private const string Media = "    volumes: [\"./data/media:/media\"]";

    private static Shop InFolders { get; } = Compose(Compose(Shop.Standard, Shop.Old), Shop.New)
        .Changed(Shop.Application, "service: db, volume: db", "service: db, mount: /var/lib/postgresql/data")
        .Changed(Shop.Application, "kind: volume, service: server, volume: media", "kind: folder, service: server, mount: /media");

    [Fact]
    public void Nothing_is_wrong() => InFolders.RaisesNothing();

    [Theory]
    [InlineData("compose-down: { volumes: true }")]
    [InlineData("compose-down\n  - run-shell: { command: docker compose down -v }")]
    public void Volumes_that_go_take_no_folder_along(string step)
    {
        var change = (Shop shop) => shop.Changed(Shop.Plan, "  - compose-down\n", $"  - {step}\n").Judge().Select(finding => finding.Rule.Id).Where(id => id.StartsWith("HOP0", StringComparison.Ordinal));

        change(InFolders.Changed(Shop.Application, "disposable: true", "mount: /data, disposable: true")).Should().BeEmpty();
        change(Shop.Standard).Should().Contain("HOP020");
    }

    [Fact]
    public void Data_that_is_emptied_with_no_copy_is_lost_in_a_folder_too() => InFolders
        .Changed(Shop.Plan, "  - verify-copy: { copy: dump, by: trial }\n", string.Empty).Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP002");

    [Fact]
    public void A_release_that_keeps_a_store_in_another_folder_begins_anew()
    {
        var moved = InFolders.Changed(Shop.New, "./data/db:", "./pgdata:").Judge();

        moved.Select(finding => finding.Rule.Id).Should().Equal("HOP006");
        moved[0].Message.English.Should().Be("Service 'db' of release 2.0.0 keeps store 'database' in 'pgdata' and would begin anew there: until now it lies in 'data/db'; keep the folder in an overlay of your own, or bring the data over first");
    }

    [Theory]
    [InlineData("./data/db:/", "data/db/:/")]
    [InlineData("./data/db:/", "./././data/db:/")]
    public void The_same_folder_may_be_written_otherwise(string from, string to) => InFolders.Changed(Shop.New, from, to).RaisesNothing();

    [Theory]
    [InlineData("${DB_DATA}")]
    [InlineData("${DB_DATA:-./data/db}")]
    [InlineData("/srv/shop/db")]
    public void A_folder_may_be_named_by_a_variable(string folder) =>
        InFolders.Changed(Shop.Old, "./data/db:", folder + ":").Changed(Shop.New, "./data/db:", folder + ":").RaisesNothing();

    [Fact]
    public void A_variable_that_must_be_set_is_one_word() => InFolders
        .Changed(Shop.Old, "./data/db:", "${DB_DATA:?where}:").Changed(Shop.New, "./data/db:", "${DB_DATA:?where}:").Judge().Select(finding => finding.Rule.Id).Should().Equal("HOP225");

    [Fact]
    public void A_release_that_mounts_no_folder_keeps_the_store_nowhere() => InFolders
        .Changed(Shop.Old, Media, "    volumes: [/media]").Judge().Should().ContainSingle(finding => finding.Rule.Id == "HOP214")
        .Which.Message.English.Should().StartWith("Service 'server' of release 1.0.0 mounts no folder of the host at '/media'");

    [Fact]
    public void A_named_volume_is_no_folder() => InFolders
        .Changed(Shop.Old, Media, "    volumes: [\"media:/media\"]").Judge().Should().Contain(finding => finding.Rule.Id == "HOP214")
        .Which.Message.English.Should().Contain("mounts volume 'media' at '/media'").And.Contain("'volume: media'");

    [Fact]
    public void A_folder_that_is_declared_as_a_volume_is_told_with_what_to_write_instead() => Compose(Compose(Shop.Standard, Shop.Old), Shop.New).Judge()
        .Where(finding => finding.Rule.Id == "HOP214").Select(finding => finding.Message.English).Should().HaveCount(4).And
        .Contain("Release 1.0.0 has no volume 'db', which holds store 'database': service 'db' mounts folder 'data/db' of the host; declare the store with 'mount: /var/lib/postgresql/data' instead of 'volume'");

    [Fact]
    public void Another_service_that_mounts_the_folder_is_a_writer_that_is_declared() => InFolders
        .Changed(Shop.Old, "  cache: { image: redis:7.2 }", "  cache: { image: redis:7.2, volumes: [\"{|HOP230:./data/media:/m|}\"] }").Judge().Select(finding => finding.Rule.Id).Should().Equal("HOP230");

    [Theory]
    [InlineData("./data/media:/m:ro")]
    [InlineData("./data/other:/m")]
    public void A_reader_and_a_neighbour_are_none(string mount) => InFolders
        .Changed(Shop.Old, "  cache: { image: redis:7.2 }", $"  cache: {{ image: redis:7.2, volumes: [\"{mount}\"] }}").RaisesNothing();

    [Theory]
    [InlineData("mount: /media", "mount: /media, volume: media", "HOP906")]
    [InlineData("mount: /media", "volume: media", "HOP906")]
    [InlineData("kind: folder", "kind: volume", "HOP906")]
    [InlineData("mount: /media", "mount: media", "HOP906")]
    [InlineData("mount: /media", "mount: /media/../etc", "HOP906")]
    [InlineData(", mount: /media", "", "HOP905")]
    public void A_store_lies_in_one_place(string from, string to, string rule) =>
        InFolders.Changed(Shop.Application, from, to).Judge().Select(finding => finding.Rule.Id).Should().Equal(rule);

    private static Shop Compose(Shop shop, string file) => shop
        .Changed(file, "db:/var", "./data/db:/var").Changed(file, "media:/media", "./data/media:/media").Changed(file, "volumes:\n  db:\n  media:", "networks: {}");
}
