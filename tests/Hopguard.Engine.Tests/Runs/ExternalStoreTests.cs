using Hopguard.Engine.Ports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Tests.Model;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Runs;

/// <summary>A deployment whose database lies on a server outside of it: that stays what it is, whatever major the releases bring, and plans are expanded and judged for that.</summary>
public sealed class ExternalStoreTests
{
    private const string Where = "service 'cvat_server' connects to 'db.example.org:5432' (CVAT_POSTGRES_HOST)";

    [Theory]
    [InlineData("2.8.1", "2.9.0", 12)]
    [InlineData("2.8.1", "2.48.1", 15)]
    [InlineData("2.25.0", "2.48.1", 14)]
    [InlineData("2.2.0", "2.4.0", 15)]
    public void General_plan_leaves_an_external_database_where_it_is_and_is_sound_for_that(string from, string to, int major)
    {
        var (written, range) = GoodPlans.ReadFile("plans/cvat/general.yaml");
        var application = DeployedBase.Of(written, Before(from, major));

        var expanded = PlanExpansion.Of(application, range, application.FindRelease(from)!, application.FindRelease(to)!).Value!;

        PlanAnalysis.Analyze(application, expanded).Where(finding => finding.Severity == Severity.Error).Should().BeEmpty();
        expanded.Steps.OfType<PromoteVolume>().Should().BeEmpty();
        expanded.Steps.OfType<DiscardTrial>().Should().ContainSingle();
        ExternalFit.Require(expanded, Before(from, major));
    }

    [Fact]
    public void Plan_that_moves_it_is_exchanged()
    {
        var plan = GoodPlans.ReadFile("plans/cvat/2.2.0-2.3.0.yaml").Plan;

        Remedies.LeadOut(
            () => ExternalFit.Require(plan, Before("2.2.0", 15)), $"Store 'database' lies in an external database ({Where}), and plan 'cvat-2.3.0' is only for one of the project; nothing was changed",
            "Choose a plan that leaves the database where it is; or move it into the project, take the variable away, and type the same command again",
            () => plan = GoodPlans.ReadFile("plans/cvat/backup.yaml").Plan);
        foreach (var other in new[] { GoodPlans.ReadFile("plans/cvat/restore.yaml").Plan, GoodPlans.Read("plans/cvat/database.yaml@2.48.1:15..17").Plan })
            new Action(() => ExternalFit.Require(other, Before("2.48.1", 15))).Should().Throw<HopguardException>().WithMessage("Store 'database' lies in an external database*");
    }

    private static DeploymentSnapshot Before(string version, int major) => new()
    {
        Project = "cvat",
        Folder = "/",
        EngineId = "engine",
        Version = version,
        Majors = new Dictionary<string, int>(StringComparer.Ordinal) { ["database"] = major },
        External = new Dictionary<string, string>(StringComparer.Ordinal) { ["database"] = Where },
    };
}
