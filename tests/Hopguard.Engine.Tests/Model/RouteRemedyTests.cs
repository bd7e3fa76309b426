using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>A route that cannot be gone, or not so, and what its refusal says is to be done: with that it is gone.</summary>
public sealed class RouteRemedyTests
{
    private const string General = "tests/corpus/wiki/ranges/general.yaml";

    [Theory]
    [InlineData("3.0")]
    [InlineData("2.1")]
    [InlineData("1.0")]
    public async Task A_stop_that_is_not_on_the_way_is_exchanged(string stop)
    {
        using var bed = Bed();
        bed.Options = bed.Options with { To = "2.0", StopAt = [stop] };
        await Remedies.LeadsOutAsync(
            bed.UpgradeRouteAsync, $"Version {stop} is no stop on the way from 1.0 to 2.0; nothing was changed", "See the way with --target=ExplainRoute, and name releases between the two with --stop-at",
            () => bed.Options = bed.Options with { StopAt = ["1.1"] });
        bed.Tree.Should().Be("1.1");
    }

    [Fact]
    public async Task What_is_no_version_is_written_as_one()
    {
        using var bed = Bed();
        bed.Options = bed.Options with { To = "newest" };
        await Remedies.LeadsOutAsync(bed.UpgradeRouteAsync, "'newest' is no version of Wiki; nothing was changed", "Write one such as --to=2.1", () => bed.Options = bed.Options with { To = "2.1" });
        bed.Tree.Should().Be("2.1");
        bed.Options = bed.Options with { To = "2..1" };
        (await FluentActions.Awaiting(bed.UpgradeRouteAsync).Should().ThrowAsync<HopguardException>()).Which.Remedy.Should().Be("Did you mean '2.1'?");
    }

    [Fact]
    public async Task The_installed_version_is_read_where_another_was_named()
    {
        using var bed = Bed();
        bed.Options = bed.Options with { From = "2.0" };
        await Remedies.LeadsOutAsync(
            bed.UpgradeRouteAsync, "Version 1.0 of Wiki is installed, not 2.0; nothing was changed", "Leave --from out, or write --from=auto: the installed version is read", () => bed.Options = bed.Options with { From = null });
        bed.Tree.Should().Be("2.1");
    }

    [Fact]
    public async Task A_stop_is_accepted_by_its_name()
    {
        using var bed = Bed();
        bed.Options = bed.Options with { UntilStop = true };
        await bed.UpgradeRouteAsync();
        bed.Options = bed.Options with { Accept = true };
        await Remedies.LeadsOutAsync(
            bed.UpgradeRouteAsync, "Version 1.1 is a stop on the way to 2.1, and a route is accepted at its end; nothing was changed", "Go on without --accept, or name the stop where it shall end: --to=1.1",
            () => bed.Options = bed.Options with { To = "1.1" });
        bed.State().Should().Be(Engine.Journals.RunState.Accepted);
    }

    [Fact]
    public async Task Where_a_route_came_from_is_rolled_back_to()
    {
        using var bed = Bed();
        await bed.UpgradeRouteAsync();
        bed.Options = bed.Options with { To = "1.1" };
        await Remedies.LeadsOutAsync(
            bed.UpgradeRouteAsync, "Version 1.1 is where run '*' or its route came from, and an upgrade never leads down; nothing was changed", "Roll back to it",
            async () =>
            {
                bed.Options = bed.Options with { ToStop = "1.1" };
                await bed.RollBackAsync();
            });
        bed.Tree.Should().Be("1.1");
    }

    [Fact]
    public async Task A_rollback_names_a_stop_that_was_passed()
    {
        using var bed = Bed();
        await bed.UpgradeRouteAsync();
        bed.Options = bed.Options with { ToStop = "2.1" };
        await Remedies.LeadsOutAsync(
            bed.RollBackAsync, "Version 2.1 is no stop that run '*' could be rolled back to; nothing was changed", "Name one of 2.0, 1.1, 1.0 with --to-stop, or leave it out to go back to 1.0",
            () => bed.Options = bed.Options with { ToStop = "2.0" });
        bed.Tree.Should().Be("2.0");
    }

    [Fact]
    public async Task A_rollback_that_was_begun_goes_on_to_its_end()
    {
        using var bed = Bed();
        await bed.UpgradeRouteAsync();
        bed.Refusals.Places.Add($"{ModelRefusals.Undo} start-services");
        await bed.Invoking(it => it.RollBackAsync()).Should().ThrowAsync<HopguardException>();
        bed.Refusals.Places.Clear();
        bed.Options = bed.Options with { ToStop = "2.0" };
        await Remedies.LeadsOutAsync(
            bed.RollBackAsync, "The rollback to 1.0 was begun, which lies behind 2.0; nothing was changed", "Leave --to-stop out: the rollback goes on to its end", () => bed.Options = bed.Options with { ToStop = null });
        bed.Tree.Should().Be("1.0");
    }

    [Fact]
    public async Task A_hop_that_would_end_by_itself_waits_for_acceptance_like_the_others()
    {
        using var bed = Bed(hop => hop with { Steps = [.. hop.Steps.Where(step => step is not Accept)] });
        await Remedies.LeadsOutAsync(
            bed.UpgradeRouteAsync, "Plan 'wiki-1.1' has no step 'accept', so it cannot be a hop of a route that goes back as one; nothing was changed", "Add the step to '*', or go hop by hop with --to", () => bed.Plans = Pairs());
        bed.Tree.Should().Be("2.1");
    }

    [Fact]
    public async Task A_hop_that_builds_nothing_is_gone_without_the_wish_to_build()
    {
        using var bed = Bed(hop => hop with { Steps = [.. hop.Steps.Where(step => step is not PullImages)] });
        bed.Options = bed.Options with { BuildImages = true };
        await Remedies.LeadsOutAsync(
            bed.UpgradeRouteAsync, "Plan 'wiki-1.1' has no step 'pull-images', so no image would be built; nothing was changed", "Leave '--images' out, or add the step to '*' before services are stopped",
            () => bed.Options = bed.Options with { BuildImages = false });
        bed.Tree.Should().Be("2.1");
    }

    [Fact]
    public async Task Two_old_source_trees_have_two_names()
    {
        using var bed = Bed(hop => hop with { Steps = [.. hop.Steps, new SwitchSource { Id = "switch", To = Name.Of("new"), KeepAs = Name.Of("old") }] });
        await Remedies.LeadsOutAsync(
            bed.UpgradeRouteAsync, "Two hops of the route keep the old source tree as 'old'; nothing was changed",
            "Give each a name of its own with 'keep-as' in their plans, or accept the first with --stop-at before the other", () => bed.Plans = Pairs());
        bed.Tree.Should().Be("2.1");
    }

    [Theory]
    [InlineData(false, "The route fetches 3 sources, for 1.1, 2.0, 2.1, and plan 'wiki-1.1' has no SHA-256 for its own; nothing was changed")]
    [InlineData(true, "The route fetches 3 sources, for 1.1, 2.0, 2.1, and one was named; nothing was changed")]
    public async Task Several_sources_are_named_stop_by_stop(bool isOneNamed, string refusal)
    {
        using var bed = Bed(hop => hop with { Steps = [new FetchSource { Id = "fetch", Archive = Name.Of("https://example.org/wiki.zip"), As = Name.Of("new") }, .. hop.Steps] });
        // Any file that is there: the model fetches none.
        bed.Options = bed.Options with { Source = isOneNamed ? typeof(RouteRemedyTests).Assembly.Location : null };
        await Remedies.LeadsOutAsync(
            bed.UpgradeRouteAsync, refusal, "Name a folder with their archives and a SHA256SUMS with --source, or go from stop to stop with --until-stop and name the source of the next hop each time",
            () => bed.Options = bed.Options with { UntilStop = true });
        bed.Tree.Should().Be("1.1");
    }

    [Fact]
    public async Task A_folder_with_the_archives_of_all_hops_is_completed_before_the_first()
    {
        using var bed = Bed(hop => hop with { Steps = [new FetchSource { Id = "fetch", Archive = Name.Of("https://example.org/wiki.zip"), As = Name.Of("new") }, .. hop.Steps] });
        var folder = Directory.CreateTempSubdirectory("hopguard-releases-").FullName;
        bed.Options = bed.Options with { Source = folder };
        Put("1.1", "2.0");
        await Remedies.LeadsOutAsync(
            bed.UpgradeRouteAsync, $"Folder '{folder}' holds no source archive of version 2.1 that its 'SHA256SUMS' lists; nothing was changed",
            $"Put it there under a name with its version, such as 2.1.zip, and its SHA-256 into '{folder}/SHA256SUMS'", () => Put("1.1", "2.0", "2.1"));
        bed.Tree.Should().Be("2.1");

        await bed.RollBackAsync();
        File.WriteAllText(Path.Combine(folder, "wiki-2.0.zip"), "damaged");
        await Remedies.LeadsOutAsync(
            bed.UpgradeRouteAsync, $"Source '{folder}/wiki-2.0.zip' has SHA-256 * instead of *; nothing was changed", "Fetch it again from where the expected hash comes from", () => Put("1.1", "2.0", "2.1"));
        bed.Tree.Should().Be("2.1");
        Directory.Delete(folder, recursive: true);

        void Put(params string[] versions)
        {
            var sums = versions.Select(version => (Name: $"wiki-{version}.zip", Content: System.Text.Encoding.UTF8.GetBytes(version))).ToList();
            sums.ForEach(file => File.WriteAllBytes(Path.Combine(folder, file.Name), file.Content));
            File.WriteAllLines(Path.Combine(folder, "SHA256SUMS"), sums.Select(file => $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file.Content))}  {file.Name}"));
        }
    }

    [Fact]
    public async Task A_route_of_another_Hopguard_is_gone_on_with_by_that_one()
    {
        using var bed = Bed();
        bed.Options = bed.Options with { UntilStop = true };
        await bed.UpgradeRouteAsync();
        var ours = bed.Plans;
        bed.Plans = [ours[0], ours[1] with { Hash = new string('b', 64) }, ours[2]];
        await Remedies.LeadsOutAsync(
            bed.UpgradeRouteAsync, "Plan 'wiki-2.0' is not the one with which route '*' was begun", "Use the Hopguard that began the route to finish it, or roll it back", () => bed.Plans = ours);

        bed.Plans = [ours[0] with { Hash = new string('b', 64) }, ours[1], ours[2]];
        await Remedies.LeadsOutAsync(
            bed.RollBackAsync, "Plan 'wiki-1.1' is not the one that run '*', an earlier hop of the route, was begun with", "Use the Hopguard that began the run to finish it or to roll it back", () => bed.Plans = ours);
        bed.Tree.Should().Be("1.0");
    }

    [Fact]
    public async Task A_route_over_releases_that_are_gone_is_gone_on_with_by_the_Hopguard_that_knows_them()
    {
        var (application, first) = GoodPlans.Read($"{General}@1.0..1.1");
        application = application with { Releases = [.. application.Releases.Select(release => release with { MandatoryStop = true })] };
        using var bed = new ModelBed(application, first) { Plans = [GoodPlans.ReadFile(General).Plan] };
        bed.Options = bed.Options with { To = "2.1", UntilStop = true };
        await bed.UpgradeRouteAsync();
        bed.Application = application with { Releases = [.. application.Releases.Where(release => release.Version.ToString() != "2.1")] };
        bed.Options = bed.Options with { UntilStop = false };
        await Remedies.LeadsOutAsync(
            bed.UpgradeRouteAsync, "The route leads from 2.0 to 2.1, which are not both listed in '*application.yaml'", "Use the Hopguard that began the route", () => bed.Application = application);
        bed.Tree.Should().Be("2.1");
    }

    private static ModelBed Bed(Func<Plan, Plan>? change = null)
    {
        var bed = new ModelBed(GoodPlans.ReadFile(General).Application, Pairs()[0]) { Plans = [.. Pairs().Select(hop => change?.Invoke(hop) ?? hop)] };
        bed.Options = bed.Options with { To = "2.1" };
        return bed;
    }

    // The pairs of the general plan as plans of their own.
    private static IReadOnlyList<Plan> Pairs() =>
        [.. new[] { "1.0..1.1", "1.1..2.0", "2.0..2.1" }.Select(pair => GoodPlans.Read($"{General}@{pair}").Plan with { Name = null })];
}
