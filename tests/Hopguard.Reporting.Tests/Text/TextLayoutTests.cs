using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Tests.Text;

public sealed class TextLayoutTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("ﾊﾝｶｸ", 4)]
    [InlineData("ｆｕｌｌ", 8)]
    [InlineData("e\u0301", 1)]
    [InlineData("👩‍👩‍👧", 2)]
    [InlineData("✓✗▸▰▱↺◦", 7)]
    [InlineData("❤\uFE0F", 2)]
    public void A_text_takes_as_many_cells_as_a_terminal_gives_it(string text, int cells) => CellWidth.Of(text).Should().Be(cells);

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("a longer text", 10, "a longe...")]
    [InlineData("日本語の表", 8, "日本...")]
    [InlineData("abc", 2, "..")]
    [InlineData("abc", 0, "")]
    public void What_does_not_fit_is_cut(string text, int width, string expected) => TextLayout.Clip(text, width).Should().Be(expected);

    [Fact]
    public void Lines_break_at_blanks() => TextLayout.Wrap("one two three four", 9).Should().Equal("one two", "three", "four");

    [Fact]
    public void A_number_stays_in_one_piece() => TextLayout.Wrap("tables 12, rows 1 050 000 of 9", 14).Should().Equal("tables 12,", "rows 1 050 000", "of 9");

    [Fact]
    public void A_word_that_is_too_long_breaks_inside() => TextLayout.Wrap("see /srv/cvat.hopguard now", 10).Should().Equal("see", "/srv/cvat.", "hopguard", "now");

    [Fact]
    public void Japanese_breaks_between_characters() => TextLayout.Wrap("データベースを戻す", 8).Should().Equal("データベ", "ースを戻", "す");

    [Fact]
    public void An_empty_text_is_one_empty_line() => TextLayout.Wrap(string.Empty, 10).Should().Equal(string.Empty);

    [Fact]
    public void Further_lines_hang_under_the_first() =>
        TextLayout.Hang("  - ", "one two three four five six", 26).Should().Equal("  - one two three four", "    five six");

    [Fact]
    public void In_a_narrow_window_further_lines_start_further_left() =>
        TextLayout.Hang("a lead of 20 cells: ", "one two three four", 24).Should().Equal("a lead of 20 cells:", "    one two three four");

    [Theory]
    [InlineData(20)]
    [InlineData(41)]
    [InlineData(120)]
    public void No_line_is_wider_than_asked(int width) =>
        TextLayout.Hang("   7  ", "ボリューム 'cvat_db' /a/very/long/path/that/has/no/blank/in/it and some words 👩‍👩‍👧", width)
            .Should().OnlyContain(line => CellWidth.Of(line) <= width);
}
