namespace Hopguard.Plans.Tests.Analysis;

/// <summary>Stores of other servers, which are copied as files once the server is stopped.</summary>
public sealed class OpaqueStoreTests
{
    private const string Archive = "stores: [media]";
    private const string Both = "stores: [media, sessions]";

    public static TheoryData<string> Kinds => ["redis", "opaque"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Copied_while_its_server_is_stopped_nothing_is_wrong(string kind) => Kept(kind).Changed(Shop.Plan, Archive, Both).RaisesNothing();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Left_out_it_has_no_copy(string kind) => Kept(kind).Judge().Select(finding => finding.Rule.Id).Should().Equal("HOP011");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Its_own_server_writes_into_what_is_copied(string kind)
    {
        var findings = Kept(kind).Changed(Shop.Plan, Archive, Both).Changed(Shop.Plan, "all-but: [db]", "all-but: [db, cache]").Judge();

        findings.Select(finding => finding.Rule.Id).Should().Contain("HOP022");
        findings.First(finding => finding.Rule.Id == "HOP022").Message.English.Should().StartWith("Files of store 'sessions' are copied while service 'cache' can write them");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_no_database_that_could_be_dumped(string kind) => Kept(kind).Changed(Shop.Plan, Archive, Both)
        .Changed(Shop.Plan, "  - compose-down\n", "  - dump-database: { store: {|HOP908:sessions|}, as: rows }\n  - compose-down\n").RaisesAmongSyntax();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_goes_with_the_volumes_of_its_project(string kind) => Kept(kind)
        .Changed(Shop.Plan, "  - compose-down\n", "  - compose-down: { volumes: true }\n").Judge().Select(finding => finding.Message.English).Should()
        .Contain(message => message.Contains("'sessions'", StringComparison.Ordinal) && message.Contains("'back-up-volumes'", StringComparison.Ordinal));

    private static Shop Kept(string kind) => Mounted(Mounted(Shop.Standard, Shop.Old), Shop.New)
        .Changed(Shop.Application, "kind: redis, service: cache, disposable: true", $"kind: {kind}, service: cache, volume: sessions");

    private static Shop Mounted(Shop shop, string file) => shop
        .Changed(file, "cache: { image: redis:7.2 }", "cache: { image: redis:7.2, volumes: [\"sessions:/data\"] }").Changed(file, "  db:\n  media:", "  db:\n  media:\n  sessions:");
}
