namespace Hopguard.Analyzers.Tests.Packing;

/// <summary>The package, in projects that have nothing else of ours.</summary>
public sealed class PackageTests(PackedPackage package) : IClassFixture<PackedPackage>
{
    private const string GoodPlan = """
        application: cvat
        procedure: reset
        summary: empties the logs
        steps:
          - stop-services
          - compose-down
          - remove-volume: { store: logs }
          - start-services
        """;

    private static readonly string BadPlan = GoodPlan.Replace("store: logs", "store: database", StringComparison.Ordinal);

    private const string UsesPlan = "class UsesPlan { string Id => Hopguard.Generated.Plans.Cvat.Reset.Id + Hopguard.Generated.Cvat.Stores.Database; }";

    [Fact]
    public void The_package_holds_what_the_compiler_loads_and_nothing_else() => package.Contents().Should().Equal(
        "README.md",
        "analyzers/dotnet/cs/Hopguard.Analyzers.dll",
        "analyzers/dotnet/cs/Hopguard.Plans.dll",
        "analyzers/dotnet/cs/YamlDotNet.dll",
        "build/Hopguard.Analyzers.props",
        "build/Hopguard.Analyzers.targets",
        "buildTransitive/Hopguard.Analyzers.props",
        "buildTransitive/Hopguard.Analyzers.targets");

    [Fact]
    public void The_package_has_the_version_of_the_assembly() => package.Version.Should().Be(typeof(PlanAnalyzer).Assembly.GetName().Version!.ToString(3));

    [Fact]
    public async Task A_good_plan_builds_and_a_deleted_one_is_noticed()
    {
        var consumer = package.NewConsumer("good");
        consumer.Write("plans/cvat/reset.yaml", GoodPlan);
        consumer.Write("UsesPlan.cs", UsesPlan);

        var (exitCode, output) = await consumer.Build();
        exitCode.Should().Be(0, output);
        consumer.OutputFiles().Should().OnlyContain(file => file.StartsWith("consumer.", StringComparison.Ordinal), "the extension is the compiler's, and no part of the program");

        consumer.Delete("plans/cvat/reset.yaml");
        (exitCode, output) = await consumer.Build("--no-restore");
        exitCode.Should().NotBe(0);
        output.Should().Contain("UsesPlan.cs(1,31): error CS0234").And.Contain("'Plans'", "it was the only one");
    }

    [Fact]
    public async Task A_plan_that_could_lose_data_does_not_build_whatever_is_switched_off()
    {
        var consumer = package.NewConsumer("bad", "<NoWarn>HOP001;HOP010</NoWarn>");
        consumer.Write("plans/cvat/reset.yaml", BadPlan.TrimEnd() + "\n  - set-variable: { name: API_TOKEN, value: abc }\n");
        consumer.Write(".globalconfig", "is_global = true\ndotnet_diagnostic.HOP001.severity = none\ndotnet_diagnostic.HOP904.severity = none\ndotnet_diagnostic.HOP402.severity = none\n");
        consumer.Write("Suppression.cs", "#pragma warning disable HOP001\n");
        consumer.Write("plans/cvat/misspelt.yaml", GoodPlan.Replace("procedure: reset", "procedure: other\ncolour: red", StringComparison.Ordinal));

        var (exitCode, output) = await consumer.Build();

        exitCode.Should().NotBe(0);
        output.Should().Contain("plans/cvat/reset.yaml(7,29): error HOP001: Store 'database' is removed");
        output.Should().Contain("error HOP904").And.NotContain("HOP402", "other rules are the project's to weigh");
    }

    [Fact]
    public async Task Without_analyzers_an_unreadable_plan_still_fails_and_in_the_language_asked_for()
    {
        var consumer = package.NewConsumer("unreadable", "<RunAnalyzers>false</RunAnalyzers>");
        consumer.Write("plans/cvat/reset.yaml", "application: cvat\nsteps: [");

        var (exitCode, output) = await consumer.Build("-p:PreferredUILang=ja");

        exitCode.Should().NotBe(0);
        output.Should().Contain("reset.yaml(2,").And.Contain("error HOP900: このファイルは読み取れないため");
    }

    [Fact]
    public async Task What_would_switch_the_analysis_off_silently_is_an_error_beside_what_the_project_says()
    {
        var consumer = package.NewConsumer("property", "<WarningsAsErrors>CS0168</WarningsAsErrors>");

        (await consumer.Property("WarningsAsErrors")).Split(';').Should().Contain(["CS0168", "CS8032", "CS8034", "CS8784", "CS8785", "CS9057", "AD0001"]);
    }
}
