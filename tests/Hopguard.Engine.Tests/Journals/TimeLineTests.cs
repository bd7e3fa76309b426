using Hopguard.Engine.Journals;

namespace Hopguard.Engine.Tests.Journals;

public sealed class TimeLineTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 2, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Attempts_and_undoings_stand_with_their_ends_and_a_killed_one_with_what_was_known_of_it_last()
    {
        var history = new RunHistory([
            At(0, new JournalEntry.StepStarted("dump")), At(5, new JournalEntry.Remembered("dump", "key", "text")), At(60, new JournalEntry.RunResumed("owner")),
            At(61, new JournalEntry.StepStarted("dump")), At(71, new JournalEntry.StepFailed("dump", "disk full", Remedy: null)),
            At(80, new JournalEntry.StepStarted("dump")), At(100, new JournalEntry.StepDone("dump", "done")),
            At(110, new JournalEntry.UndoStarted("dump")), At(115, new JournalEntry.StepUndone("dump", "undone")), At(120, new JournalEntry.StepStarted("late"))]);

        history.TimeLine.Attempts.Select(attempt => (attempt.StepId, attempt.IsUndo, Seconds(attempt.Began), Seconds(attempt.Ended), attempt.IsEnded, attempt.HasFailed)).Should().Equal(
            ("dump", false, 0, 5, false, false), ("dump", false, 61, 71, true, true), ("dump", false, 80, 100, true, false), ("dump", true, 110, 115, true, false), ("late", false, 120, 120, false, false));
        history.TimeLine.Duration("dump").Should().Be(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_clock_that_was_set_back_makes_no_attempt_end_before_it_began() =>
        new RunHistory([At(50, new JournalEntry.StepStarted("dump")), At(10, new JournalEntry.StepDone("dump", "done"))]).TimeLine.Attempts.Single().Ended.Should().Be(Start.AddSeconds(50));

    [Fact]
    public void Silences_stand_one_by_one_and_the_last_one_may_go_on()
    {
        var history = new RunHistory([
            At(9, OutageHistory.Begin(Start.AddSeconds(8))), At(31, OutageHistory.End(TimeSpan.FromSeconds(22))),
            At(40, OutageHistory.Begin(Start.AddSeconds(39))), At(50, OutageHistory.End(length: null)), At(60, OutageHistory.Begin(Start.AddSeconds(59)))]);

        history.TimeLine.Silences.Select(silence => (Seconds(silence.Began), silence.Ended is { } end ? Seconds(end) : -1)).Should().Equal((8, 30), (39, 50), (59, -1));
    }

    private static JournalEntry At(int seconds, JournalEntry entry) => entry with { At = Start.AddSeconds(seconds) };

    private static double Seconds(DateTimeOffset moment) => (moment - Start).TotalSeconds;
}
