using Hopguard.Engine.Journals;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Engine.Tests.Model;

/// <summary>A pair of versions that no run can be of, and what its refusal says is to be done: with that, the deployment is upgraded.</summary>
public sealed class RangeRemedyTests
{
    private const string General = "tests/corpus/wiki/ranges/general.yaml";
    private const string Look = "See the way with --target=ExplainRoute, and choose a version with --to; nothing was changed";

    [Theory]
    [InlineData("3.0", "Version '3.0' of Wiki is not listed in '*application.yaml'")]
    [InlineData("1.0", "Plan 'wiki-general' does not lead from 1.1 to 1.0")]
    public async Task A_version_that_the_plan_does_not_lead_to_is_exchanged(string asked, string refusal)
    {
        using var bed = Bed("1.1", "2.0");
        bed.Options = bed.Options with { To = asked };
        await Remedies.LeadsOutAsync(() => bed.UpgradeAsync(), refusal, Look, () => bed.Options = bed.Options with { To = "2.0" });
        AssertIs(bed, "2.0");
    }

    [Fact]
    public async Task A_plan_of_one_pair_is_asked_for_its_own_version()
    {
        var (application, plan) = GoodPlans.Read("tests/corpus/wiki/good/1.0-1.1.yaml");
        using var bed = new ModelBed(application, plan);
        bed.Options = bed.Options with { To = "2.0" };
        await Remedies.LeadsOutAsync(() => bed.UpgradeAsync(), "Plan 'wiki-1.1' leads to 1.1, and 2.0 is asked for", Look, () => bed.Options = bed.Options with { To = "1.1" });
        AssertIs(bed, "1.1");
    }

    [Fact]
    public async Task A_plan_of_other_versions_is_exchanged()
    {
        using var bed = Bed("1.0", "2.1");
        bed.Range = Read("from: 1.0..2.0", "from: 1.1..2.0").Plan;
        await Remedies.LeadsOutAsync(
            () => bed.UpgradeAsync(), "Project 'model' runs version 1.0, and plan 'wiki-general' does not start from it", "Choose a plan that starts from the installed version; nothing was changed",
            () => bed.Range = GoodPlans.ReadFile(General).Plan);
        AssertIs(bed, "2.1");
    }

    [Fact]
    public async Task Another_version_waits_until_the_run_is_over()
    {
        using var bed = Bed("1.0", "2.0");
        bed.Options = bed.Options with { To = "2.0" };
        await bed.UpgradeAsync();
        bed.Options = bed.Options with { To = "2.1" };
        await Remedies.LeadsOutAsync(() => bed.UpgradeAsync(), "Run '*' leads to 2.0, not to 2.1", "Finish it first, or roll it back", () => bed.RollBackAsync());
        AssertIs(bed, "2.1");
    }

    [Fact]
    public async Task A_run_between_releases_that_are_gone_is_ended_by_the_Hopguard_that_began_it()
    {
        using var bed = Bed("1.0", "2.0");
        bed.Options = bed.Options with { To = "2.0" };
        await bed.UpgradeAsync();
        var application = bed.Application;
        bed.Application = application with { Releases = [.. application.Releases.Where(release => release.Version.ToString() != "2.0")] };
        var state = await Remedies.LeadsOutAsync(
            () => bed.RollBackAsync(), "Run '*' leads from 1.0 to 2.0, which are not both listed in '*application.yaml'", "Use the Hopguard that began the run", () => bed.Application = application);
        state.Should().Be(RunState.RolledBack);
        AssertIs(bed, "1.0");
    }

    // Of a name, the versions between which the range is written make one that is short enough, and another between them does not.
    [Fact]
    public async Task A_plan_that_cannot_be_of_a_pair_is_corrected()
    {
        var longest = new string('f', 60);
        var (application, wrong) = Read("files", $"\"{longest}{{to}}\"");
        var right = GoodPlans.ReadFile(General).Plan;
        var (from, to) = (application.FindRelease("1.0")!, application.FindRelease("1.10")!);
        using var bed = new ModelBed(application, PlanExpansion.Of(application, right, from, to).Value!) { Range = wrong };
        bed.Options = bed.Options with { To = "1.10" };
        await Remedies.LeadsOutAsync(() => bed.UpgradeAsync(), "Plan 'wiki-general' cannot be used from 1.0 to 1.10: *", "See what is wrong with --target=ValidatePlans", () => bed.Range = right);
        AssertIs(bed, "1.10");
    }

    private static ModelBed Bed(string from, string to)
    {
        var (application, plan) = GoodPlans.Read($"{General}@{from}..{to}");
        return new ModelBed(application, plan) { Range = GoodPlans.ReadFile(General).Plan };
    }

    // With one release more than the corpus has.
    private static (Application Application, Plan Plan) Read(string before, string after)
    {
        const string Folder = "tests/corpus/wiki";
        string Text(string path) => File.ReadAllText(Path.Combine(GoodPlans.Root, path));
        var set = PlanSet.Read(
        [
            new PlanFile($"{Folder}/application.yaml", Text($"{Folder}/application.yaml").Replace("  2.0: {", "  1.10: {}\n  2.0: {", StringComparison.Ordinal)),
            new PlanFile($"{Folder}/general.yaml", Text(General).Replace(before, after, StringComparison.Ordinal)),
        ]);
        set.Findings.Should().BeEmpty();
        return (set.Applications.Single(), set.Plans.Single());
    }

    private static void AssertIs(ModelBed bed, string version)
    {
        bed.World.Violations.Should().BeEmpty();
        bed.Tree.Should().Be(version);
    }
}
