using Hopguard.Reporting.Live;

namespace Hopguard.Reporting.Tests.Live;

public sealed class LiveAreaTests
{
    private readonly StringWriter _output = new();
    private int _width = 100;

    [Fact]
    public void Live_lines_are_drawn_over_themselves()
    {
        Draw(2, cells: 60);
        Redrawn().Should().Be("\r\e[1A\e[J");
    }

    [Fact]
    public void Lines_that_a_narrower_window_has_broken_are_all_taken_away()
    {
        Draw(2, cells: 60);
        _width = 40;
        Redrawn().Should().Be("\r\e[3A\e[J");
    }

    [Fact]
    public void Where_nothing_was_drawn_nothing_is_taken_away() => Redrawn().Should().BeEmpty();

    private void Draw(int lines, int cells) =>
        Area.Write([], [.. Enumerable.Repeat((new string('x', cells), new string('x', cells)), lines)]);

    private string Redrawn()
    {
        _output.GetStringBuilder().Clear();
        Area.Write([], []);
        return _output.ToString();
    }

    private LiveArea Area => field ??= new LiveArea(_output, () => _width);
}
