using Hopguard.DevTasks.Test;

namespace Hopguard.Tasks.Tests.DevTasks;

public sealed class ClassClockTests
{
    private readonly List<string> _told = [];
    private TimeSpan _now = TimeSpan.Zero;

    [Fact]
    public void A_class_is_told_with_its_time_when_the_next_begins_and_the_last_at_the_end()
    {
        var clock = new ClassClock(_told.Add, () => _now);

        Print(clock, 3, "  Passed Shop.Faults.FirstTests.One [2 s]");
        Print(clock, 5, "  Failed Shop.Faults.FirstTests.Two(value: \"a.b (c)\") [1 s]");
        Print(clock, 6, "  Error Message:");
        _told.Should().BeEmpty();
        Print(clock, 9, "  Passed Shop.SecondTests.Three [< 1 ms]");
        clock.End();

        _told.Should().Equal("  Shop.Faults.FirstTests: 2 tests (1 failed) in 5.0 s", "  Shop.SecondTests: 1 test in 4.0 s");
    }

    private void Print(ClassClock clock, int second, string line)
    {
        _now = TimeSpan.FromSeconds(second);
        clock.Read(line);
    }
}
