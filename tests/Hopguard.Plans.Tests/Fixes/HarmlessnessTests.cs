using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Fixes;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Fixes;

/// <summary>A patch never trades one danger for another, and never moves something under a step that needs what it has.</summary>
public sealed class HarmlessnessTests
{
    private const string Head = "application: cvat\nprocedure: by-hand\nsummary: by hand\nsteps:\n";
    private const string Shell = "  - run-shell: { command: 'docker exec cvat_db ls' }\n";
    private const string Unknown = "  - run-command: { service: cvat_db, command: [ls] }\n";
    private const string Reads = "  - run-command: { service: cvat_db, command: [ls], does: { reads: [database] } }\n";
    private const string Destroys = "  - run-command: { service: cvat_server, command: [tidy], does: { destroys: [keys] } }\n";
    private const string Check = "  - check-space: {}\n";
    private const string Stop = "  - stop-services: { all-but: [cvat_db] }\n";
    private const string Down = "  - compose-down: {}\n";
    private const string Start = "  - start-services: {}\n";
    private const string VerifyVersion = "  - verify-version: { expect: 2.3.0 }\n";
    private static readonly ApplicationFacts Facts = new(PlanSet.Read(Repository.CvatFiles).Applications.Single());

    [Theory]
    [InlineData(Shell)]
    [InlineData(Unknown)]
    [InlineData(Reads)]
    public void What_needs_a_service_keeps_it_even_where_no_rule_says_so(string step)
    {
        IsHarmless(Head + step + Down, Head + Down + step).Should().BeFalse();
        IsHarmless(Head + step + Down, Head + Check + step + Down).Should().BeTrue();
    }

    [Fact]
    public void A_line_of_shell_is_not_moved_past_a_stop_of_others_but_a_step_that_says_what_it_needs_is()
    {
        IsHarmless(Head + Shell + Stop + Start, Head + Stop + Shell + Start).Should().BeFalse();
        IsHarmless(Head + Reads + Stop + Start, Head + Stop + Reads + Start).Should().BeTrue();
    }

    [Fact]
    public void Lines_of_shell_stay_in_their_order()
    {
        const string Other = "  - run-shell: { command: 'docker exec cvat_db pwd' }\n";
        IsHarmless(Head + Shell + Other, Head + Other + Shell).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData(Destroys)]
    public void What_fails_before_it_destroys_anything_goes_on_failing_as_long_as_the_loss_is_there(string again) =>
        IsHarmless(Head + Stop + Destroys + again + Start, Head + Destroys + Stop + again + Start).Should().BeFalse();

    [Fact]
    public void What_a_command_may_have_done_is_lost_at_the_end_so_that_nothing_helps_the_plan_to_get_there()
    {
        var swapped = Mended.Swapped(Mended.Steps.ToList().FindIndex(step => step.Contains("retire-volume", StringComparison.Ordinal)));
        var stop = Mended.Steps.First(step => step.Contains("stop-services", StringComparison.Ordinal));

        IsHarmless(swapped, Mended.Shipped).Should().BeTrue();
        IsHarmless(With(swapped), With(Mended.Shipped)).Should().BeFalse();

        string With(string plan) => plan.Replace(stop, Unknown.Replace("ls", "tidy", StringComparison.Ordinal) + stop, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_is_not_cleared_for_another()
    {
        var bad = Mended.Without(VerifyVersion.TrimEnd('\n'));
        var check = Mended.Steps.Single(step => step.Contains("check-space", StringComparison.Ordinal)) + "\n";

        IsHarmless(bad, Mended.Shipped).Should().BeTrue();
        IsHarmless(bad, Mended.Shipped.Replace(check, string.Empty, StringComparison.Ordinal)).Should().BeFalse();
    }

    [Fact]
    public void No_patch_of_the_shipped_hop_without_a_step_adds_an_error()
    {
        foreach (var step in Mended.Steps)
        {
            var text = Mended.Without(step);
            var (before, after) = (Mended.Errors(text).Select(Id), Mended.Errors(Mended.Of(text, allowUnsafe: true).Fix.Text).Select(Id));
            after.Except(before, StringComparer.Ordinal).Should().BeEmpty(step);
        }
    }

    private static bool IsHarmless(string before, string after) => new Harmlessness(Facts, Read(before)).Of(Read(after));

    private static Draft Read(string text) => Draft.Of(Facts, "plans/cvat/plan.yaml", text, []);

    private static string Id(string error) => error.Split("error ")[1][..6];
}
