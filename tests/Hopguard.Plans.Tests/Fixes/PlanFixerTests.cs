using Hopguard.Plans.Findings;
using Hopguard.Plans.Fixes;

namespace Hopguard.Plans.Tests.Fixes;

public sealed class PlanFixerTests
{
    private const string VerifyDump = "  - verify-copy: { copy: dump, by: trial }\n";
    private const string RetireDatabase = "  - retire-volume: { store: database, covered-by: dump }\n";

    [Fact]
    public void A_plan_without_findings_stays_as_it_is()
    {
        var mended = Mended.Of(Mended.Shipped);
        mended.Fix.Changes.Should().BeFalse();
        mended.Fix.Text.Should().Be(Mended.Shipped);
    }

    [Fact]
    public void A_missing_check_is_put_right_before_the_step_that_needs_it()
    {
        var mended = Mended.Of(Mended.Shipped.Replace(VerifyDump, string.Empty, StringComparison.Ordinal));

        mended.Fix.Repairs.Select(repair => repair.What).Should().Equal(
            new Message("'verify-copy' comes before 'retire-volume'", "'retire-volume' の前に 'verify-copy' を追加します"));
        mended.Fix.IsSafe.Should().BeTrue();
        mended.Fix.Text.Should().Contain(VerifyDump + RetireDatabase);
    }

    [Fact]
    public void A_fix_that_changes_what_is_destroyed_is_made_only_when_asked_for()
    {
        var text = Mended.Shipped.Replace(RetireDatabase, string.Empty, StringComparison.Ordinal);

        Mended.Of(text).Fix.IsComplete.Should().BeFalse();
        Mended.Of(text).Fix.Repairs.Should().NotContain(repair => !repair.IsSafe);
        var mended = Mended.Of(text, allowUnsafe: true);
        mended.Fix.IsComplete.Should().BeTrue();
        mended.Fix.IsSafe.Should().BeFalse();
    }

    [Fact]
    public void Comments_and_blank_lines_survive_and_a_comment_moves_with_its_step()
    {
        var text = Mended.Shipped
            .Replace(VerifyDump, string.Empty, StringComparison.Ordinal)
            .Replace(RetireDatabase, RetireDatabase + "  # Proves the dump.\n  # Takes an hour.\n" + VerifyDump, StringComparison.Ordinal);
        var mended = Mended.Of(text);

        mended.Fix.IsComplete.Should().BeTrue();
        mended.Fix.Text.Split('\n').Should().BeEquivalentTo(text.Split('\n'));
        mended.Fix.Text.Should().Contain("  # Proves the dump.\n  # Takes an hour.\n" + VerifyDump + RetireDatabase);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_survive(string newLine)
    {
        var text = Mended.Shipped.Replace(VerifyDump, string.Empty, StringComparison.Ordinal).Replace("\n", newLine, StringComparison.Ordinal);
        var mended = Mended.Of(text).Fix.Text;

        mended.Should().Be(Mended.Of(text.Replace(newLine, "\n", StringComparison.Ordinal)).Fix.Text.Replace("\n", newLine, StringComparison.Ordinal));
        mended.Should().NotBe(text);
    }

    [Fact]
    public void The_last_step_may_lack_a_line_end()
    {
        var text = Mended.Shipped.TrimEnd('\n').Replace("  - accept: {}\n  - delete-retired: {}", "  - delete-retired: {}\n  - accept: {}", StringComparison.Ordinal);
        var mended = Mended.Of(text);

        mended.Fix.IsComplete.Should().BeTrue();
        mended.Fix.Text.Should().EndWith("if asked for.\n  - delete-retired: {}", "the comment above a step goes with it");
    }

    [Fact]
    public void Steps_over_several_lines_move_whole()
    {
        const string block = "  - verify-copy:\n      copy: dump\n      # The trial holds it.\n      by: trial\n";
        var text = Mended.Shipped.Replace(VerifyDump, string.Empty, StringComparison.Ordinal).Replace(RetireDatabase, RetireDatabase + block, StringComparison.Ordinal);

        Mended.Of(text).Fix.Text.Should().Contain(block + RetireDatabase);
    }

    [Fact]
    public void A_store_that_is_never_copied_joins_the_archive_that_there_is() =>
        Mended.Of(Mended.Shipped.Replace("[media, keys]", "[media]", StringComparison.Ordinal)).Fix.Text.Should().Be(Mended.Shipped);

    [Fact]
    public void The_same_text_gives_the_same_fix()
    {
        var text = Mended.Swapped(4);
        Mended.Of(text).Fix.Text.Should().Be(Mended.Of(text).Fix.Text);
    }

    [Fact]
    public void What_cannot_be_read_or_lies_in_one_line_says_so()
    {
        Mended.Of("application: cvat\nsteps: [").Fix.Obstacle!.Value.English.Should().StartWith("The file cannot be read");
        var flow = "application: cvat\nprocedure: x\nsummary: x\nsteps: [{ stop-services: {} }, { pull-images: {} }]\n";
        Mended.Of(flow).Fix.Obstacle!.Value.English.Should().StartWith("Steps share a line");
        Mended.Of(flow).Fix.Text.Should().Be(flow);
    }

    [Fact]
    public void Several_mistakes_are_mended_one_by_one()
    {
        var text = Mended.Shipped
            .Replace(VerifyDump, string.Empty, StringComparison.Ordinal)
            .Replace("  - compose-down: {}\n", string.Empty, StringComparison.Ordinal)
            .Replace("expect: 2.3.0", "expect: 2.2.0", StringComparison.Ordinal);
        var mended = Mended.Of(text);

        Mended.Errors(text).Should().HaveCountGreaterThan(3);
        mended.Fix.Repairs.Should().HaveCountGreaterThan(1);
        Mended.Errors(mended.Fix.Text).Should().BeEmpty();
    }

    [Fact]
    public void What_remains_was_there_before()
    {
        var text = Mended.Shipped
            .Replace("  - fetch-source", "  # fetch-source", StringComparison.Ordinal)
            .Replace(VerifyDump, VerifyDump.Replace("trial", "trail", StringComparison.Ordinal), StringComparison.Ordinal);
        var mended = Mended.Of(text);

        mended.Fix.IsComplete.Should().BeFalse();
        mended.Fix.Text.Should().Contain(VerifyDump);
        mended.Fix.Remaining.Should().OnlyContain(finding => finding.Message.English.Contains("'v2.3.0'"));
    }

    [Theory]
    [InlineData("  - compose-down")]
    [InlineData("  - accept")]
    public void What_a_command_does_is_for_people_to_say(string before)
    {
        const string Command = "  - run-command: { service: cvat_db, command: [dropdb, cvat] }\n";
        var text = Mended.Shipped.Replace(before, Command + before, StringComparison.Ordinal);

        Mended.Of(text).Fix.Changes.Should().BeFalse();
        Mended.Of(text, allowUnsafe: true).Fix.Text.Split('\n').Where(line => line.StartsWith("  - ", StringComparison.Ordinal)).Should().Equal(Mended.Steps);
    }

    [Fact]
    public void A_missing_check_comes_back_beside_a_command_that_nobody_understands()
    {
        var text = Mended.Shipped.Replace(VerifyDump, string.Empty, StringComparison.Ordinal)
            .Replace("  - compose-down", "  - run-command: { service: cvat_db, command: [x] }\n  - compose-down", StringComparison.Ordinal);

        Mended.Of(text).Fix.Text.Should().Contain(VerifyDump + RetireDatabase);
    }

    [Fact]
    public void A_long_plan_is_mended_near_its_mistake()
    {
        var mended = Mended.Of(Long(300));

        mended.Fix.Text.Should().Contain(VerifyDump + RetireDatabase);
        mended.Fix.Untried.Should().BeNull();
    }

    [Fact]
    public void The_longest_plan_is_mended_within_the_usual_work()
    {
        var mended = Mended.Of(Long(1_970));

        mended.Fix.Text.Should().Contain(VerifyDump + RetireDatabase);
    }

    [Fact]
    public void What_was_not_tried_when_the_work_is_used_up_is_named()
    {
        var text = Mended.Shipped.Replace("  - fetch-source", "  # fetch-source", StringComparison.Ordinal);
        var untried = Mended.Of(text, budget: new FixBudget(200, TimeSpan.MaxValue, () => TimeSpan.Zero)).Fix.Untried;

        untried!.Value.English.Should().MatchRegex("^The search ended at its limit of 200 judged steps. As change number 1, [0-9]+ were tried and these were not: .*[0-9]+ additions.*; and nothing that takes more changes$");
        Bilingual.Check(untried.Value);
    }

    [Fact]
    public void Time_ends_a_search_too_and_what_was_found_by_then_is_proposed()
    {
        var text = Mended.Shipped.Replace(VerifyDump, string.Empty, StringComparison.Ordinal).Replace("  - compose-down: {}\n", string.Empty, StringComparison.Ordinal);
        var looks = 0;
        Mended.Of(text, budget: new FixBudget(int.MaxValue, TimeSpan.MaxValue, () => TimeSpan.FromMilliseconds(looks++))).Fix.Untried.Should().BeNull();
        var (half, again) = (TimeSpan.FromMilliseconds(looks / 2), 0);

        var fix = Mended.Of(text, budget: new FixBudget(int.MaxValue, half, () => TimeSpan.FromMilliseconds(again++))).Fix;

        fix.Untried!.Value.English.Should().MatchRegex(@"limit of [0-9.]+ s\. As change number [0-9]+, ");
        fix.Changes.Should().BeTrue();
    }

    private static string Long(int more) => Mended.Shipped.Replace(
        VerifyDump,
        string.Concat(Enumerable.Range(0, more).Select(number => $"  - run-command: {{ service: cvat_db, command: [\"a{number}\"], does: nothing }}\n")),
        StringComparison.Ordinal);
}
