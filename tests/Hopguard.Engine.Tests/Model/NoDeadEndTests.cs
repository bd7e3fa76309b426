using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>
/// Every step of the shipped plans is refused, before it does anything and after it did everything, and so is its undoing. Each command that is printed then is typed,
/// and leads to a running deployment with all its data.
/// </summary>
public sealed class NoDeadEndTests
{
    private static readonly string[] Commands = [TestBed.Hints.Continue, TestBed.Hints.RollBack, TestBed.Hints.Accept];

    // What leads out of a refusal depends on the step, and not on the pair of versions or on the stores of a release: those every plan is run with elsewhere. So each step is refused in one of the pairs.
    private static readonly IReadOnlyDictionary<string, IReadOnlySet<string>> Refused = StepsOf(GoodPlans.Paths.Where(path => path.StartsWith("plans", StringComparison.Ordinal)));

    public static TheoryData<string, bool> Plans()
    {
        var cases = new TheoryData<string, bool>();
        foreach (var path in Refused.Keys)
        {
            cases.Add(path, true);
            cases.Add(path, false);
        }

        return cases;
    }

    private static Dictionary<string, IReadOnlySet<string>> StepsOf(IEnumerable<string> paths)
    {
        var steps = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var pairs in paths.GroupBy(path => path.Split('@')[0]))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (path, ids) in pairs.Select(path => (path, GoodPlans.Read(path).Plan.Steps.Select(step => step.Id).ToList())).OrderByDescending(one => one.Item2.Count))
            {
                if (ids.Where(seen.Add).ToHashSet(StringComparer.Ordinal) is { Count: > 0 } anew)
                    steps.Add(path, anew);
            }
        }

        return steps;
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task Every_command_that_a_refused_step_names_leads_to_a_running_deployment(string path, bool automatic)
    {
        var (application, plan) = GoodPlans.Read(path);
        foreach (var step in plan.Steps.Where(step => step is not DeleteRetired && Refused[path].Contains(step.Id)))
        {
            foreach (var place in new[] { ModelRefusals.Guard, ModelRefusals.Execute })
            {
                using var bed = new ModelBed(application, plan) { Refusals = { Places = { $"{place} {step.Id}" } } };
                bed.Options = bed.Options with { AutomaticRollback = automatic };
                await FollowAsync(bed, await bed.TypeAsync(TestBed.Hints.Continue), $"{place} {step.Id}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task Every_command_that_a_refused_undoing_names_leads_to_a_running_deployment(string path, bool automatic)
    {
        var (application, plan) = GoodPlans.Read(path);
        var last = plan.Steps.Last(step => step is not Accept and not DeleteRetired);
        foreach (var step in plan.Steps.TakeWhile(step => step != last).Where(step => Refused[path].Contains(step.Id)))
        {
            foreach (var place in new[] { ModelRefusals.GuardUndo, ModelRefusals.Undo })
            {
                using var bed = new ModelBed(application, plan) { Refusals = { Places = { $"{place} {step.Id}", $"{ModelRefusals.Execute} {last.Id}" } } };
                bed.Options = bed.Options with { AutomaticRollback = automatic };
                var verdict = await bed.TypeAsync(TestBed.Hints.Continue);
                await FollowAsync(bed, automatic ? verdict : await bed.TypeAsync(TestBed.Hints.RollBack), $"{place} {step.Id}");
            }
        }
    }

    [Theory]
    [InlineData("check-target", "Version 2.2.0 was not stopped and runs, verified")]
    [InlineData("stop-services", "Version 2.2.0 is running again, verified")]
    [InlineData("retire-volume", "Version 2.2.0 is running again, verified; the copies of this run are kept")]
    public async Task What_failed_before_anything_was_stopped_is_told_from_what_failed_later(string step, string state)
    {
        var (application, plan) = GoodPlans.Read("plans/cvat/2.2.0-2.3.0.yaml");
        using var bed = new ModelBed(application, plan) { Refusals = { Places = { $"{ModelRefusals.Execute} {step}" } } };

        (await bed.TypeAsync(TestBed.Hints.Continue)).State.Should().Be(state);
    }

    // First while the cause is still there: it may be refused again, and must say again what to type.
    private static async Task FollowAsync(ModelBed bed, RunVerdict refused, string place)
    {
        var moment = bed.Freeze();
        foreach (var command in Named(refused, place))
        {
            bed.Return(moment);
            var again = await bed.TypeAsync(command);
            if (!again.Success)
                Named(again, place);
            await RecoverAsync(bed, moment, command, place);
        }
    }

    private static async Task RecoverAsync(ModelBed bed, ModelMoment moment, string command, string place)
    {
        var causes = bed.Refusals.Places.ToList();
        bed.Refusals.Places.Clear();
        bed.Return(moment);
        var verdict = await bed.TypeAsync(command);

        // What was rolled back because a step failed stays a failure of the upgrade.
        (verdict.Success || bed.State() == RunState.RolledBack).Should().BeTrue("'{0}' was typed after '{1}' was refused: {2}", command, place, verdict.Happened);
        PlanDrill.AssertIs(bed, bed.State() == RunState.RolledBack ? bed.From : bed.To);
        bed.Refusals.Places.UnionWith(causes);
    }

    private static List<string> Named(RunVerdict refused, string place)
    {
        refused.Success.Should().BeFalse(place);
        var named = Commands.Where(command => refused.Next.Any(line => line.EndsWith(command, StringComparison.Ordinal))).ToList();
        named.Should().NotBeEmpty("'{0}' was refused: {1}", place, refused.Happened);
        return named;
    }
}
