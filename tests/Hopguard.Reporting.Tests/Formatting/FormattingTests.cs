using System.Globalization;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Ports;
using Hopguard.Reporting.Progress;

namespace Hopguard.Reporting.Tests.Formatting;

public sealed class FormattingTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(9_949, "9.9 kB")]
    [InlineData(9_950, "10 kB")]
    [InlineData(84_000_000, "84 MB")]
    [InlineData(999_499_999, "999 MB")]
    [InlineData(999_500_000, "1.0 GB")]
    [InlineData(1_234_567_890, "1.2 GB")]
    [InlineData(long.MaxValue, "9.2 EB")]
    [InlineData(-2_000, "-2.0 kB")]
    public void Sizes_are_decimal_with_two_digits_at_least(long bytes, string expected) => Sizes.Of(bytes).Should().Be(expected);

    [Theory]
    [InlineData(-5, "0.0 s")]
    [InlineData(4.12, "4.1 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.6, "1 min 00 s")]
    [InlineData(187, "3 min 07 s")]
    [InlineData(7500, "2 h 05 min")]
    [InlineData(273_600, "3 d 04 h")]
    public void Durations_have_their_two_largest_units(double seconds, string expected) =>
        Durations.Of(TimeSpan.FromSeconds(seconds)).Should().Be(expected);

    [Theory]
    [InlineData(-1, "00:00")]
    [InlineData(72.9, "01:12")]
    [InlineData(3723, "1:02:03")]
    public void A_clock_shows_hours_only_where_there_are_some(double seconds, string expected) =>
        Durations.Clock(TimeSpan.FromSeconds(seconds)).Should().Be(expected);

    [Theory]
    [InlineData(84e6, ProgressUnit.Bytes, "84 MB/s")]
    [InlineData(1200.4, ProgressUnit.Rows, "1 200 rows/s")]
    [InlineData(3.24, ProgressUnit.Items, "3.2/s")]
    [InlineData(1, ProgressUnit.Seconds, null)]
    public void A_rate_has_the_unit_of_what_is_counted(double perSecond, ProgressUnit unit, string? expected) =>
        Amounts.Rate(perSecond, unit).Should().Be(expected);

    [Theory]
    [InlineData(0, "0 entries")]
    [InlineData(1, "1 entry")]
    [InlineData(50_000, "50 000 entries")]
    public void A_number_of_things_agrees_with_its_word(long count, string expected) => Counts.Of(count, "entry", "entries").Should().Be(expected);

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ja-JP")]
    [InlineData("ar-SA")]
    public void The_culture_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            $"{Sizes.Of(1_234_567)} {Durations.Of(TimeSpan.FromSeconds(4.12))} {Counts.Of(-1_234_567)}".Should().Be("1.2 MB 4.1 s -1 234 567");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
