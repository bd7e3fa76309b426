namespace Hopguard.Plans.Tests.Reading;

/// <summary>Plans name files of the deployment and of their own folder, and never one outside of it.</summary>
public sealed class PathTests
{
    public static TheoryData<string> Outside =>
        ["/etc/compose.yml", "../compose.yml", "a/../compose.yml", "a/..", "./compose.yml", "\"C:\\\\compose.yml\"", "\"a\\\\..\\\\compose.yml\"", "~/compose.yml", "//host/compose.yml", "$HOME/compose.yml"];

    [Theory]
    [MemberData(nameof(Outside))]
    public void Outside_of_the_deployment_an_application_names_no_compose_file(string path)
    {
        Refused(Shop.Application, "files: [compose.yml]", "files: [", path, "]");
        Refused(Shop.Application, "development: [compose.dev.yml]", "development: [", path, "]");
    }

    [Theory]
    [MemberData(nameof(Outside))]
    public void Outside_of_its_folder_a_release_names_no_compose_file(string path) =>
        Refused(Shop.Application, "compose: [compose/1.0.0/compose.yaml]", "compose: [compose/1.0.0/compose.yaml, ", path, "]");

    [Theory]
    [MemberData(nameof(Outside))]
    public void Outside_of_the_deployment_a_plan_names_no_compose_file(string path)
    {
        Refused(Shop.Plan, "summary: The", "compose: { stop: [", path, "] }\nsummary: The");
        Refused(Shop.Plan, "summary: The", "compose: { start: [compose.yml, ", path, "] }\nsummary: The");
        Refused(Shop.Plan, "- compose-down", "- compose-down: { files: [", path, "] }");
        Refused(Shop.Plan, "  - start-services\n", "  - start-services: { files: [", path, "] }\n");
    }

    [Theory]
    [MemberData(nameof(Outside))]
    public void A_folder_or_a_volume_is_named_and_no_path(string path)
    {
        Refused(Shop.Plan, "keep-as: shop_100", "keep-as: ", path, string.Empty);
        Refused(Shop.Plan, "as: target,", "as: ", path, ",");
        Refused(Shop.Plan, "as: volumes", "as: ", path, string.Empty);
        Refused(Shop.Application, "volume: media", "volume: ", path, string.Empty);
    }

    [Theory]
    [InlineData("/srv/v2.0.0.zip")]
    [InlineData("../v2.0.0.zip")]
    [InlineData("file:///srv/v2.0.0.zip")]
    [InlineData("http://example.org/v2.0.0.zip")]
    [InlineData("https://user:password@example.org/v2.0.0.zip")]
    public void An_archive_comes_from_an_address(string archive) =>
        Shop.Standard.Changed(Shop.Plan, "\"https://example.org/shop/v2.0.0.zip\"", $"\"{archive}\"").Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP401");

    [Fact]
    public void A_file_below_is_fine() => Shop.Standard.Changed(Shop.Plan, "summary: The", "compose: { stop: [deploy/compose.yml], start: [a.b/c-d_e/compose.prod+1@x.yml] }\nsummary: The")
        .Judge().Should().NotContain(finding => finding.Rule.Family == Findings.RuleFamily.Syntax);

    private static void Refused(string file, string from, string before, string path, string after) => Shop.Standard.Changed(file, from, $"{before}{{|HOP906:{path}|}}{after}").RaisesWhatIsMarked();
}
