using System.Text;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Journals;

public sealed class JournalDamageTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.InMemory();
    private readonly TestClock _clock = new();

    public JournalDamageTests()
    {
        using var journal = Journal.Open(FilePath, _clock);
        foreach (var step in new[] { "one", "two", "three", "vier ü" })
            journal.Append(new JournalEntry.StepStarted(step));
    }

    private string FilePath => _folder["journal.log"];

    [Fact]
    public void A_last_line_torn_anywhere_is_dropped_and_the_next_record_is_good()
    {
        var whole = File.ReadAllBytes(FilePath);
        var lastLine = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (var length = lastLine; length < whole.Length; length++)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            Journal.Read(FilePath).Should().HaveCount(3);
            using (var journal = Journal.Open(FilePath, _clock))
                journal.Append(new JournalEntry.StepStarted("next"));

            Journal.Read(FilePath).Cast<JournalEntry.StepStarted>().Select(entry => entry.StepId).Should().Equal("one", "two", "three", "next");
        }
    }

    [Fact]
    public void Zeros_that_a_power_cut_left_at_the_end_are_dropped()
    {
        File.AppendAllText(FilePath, new string('\0', 700));
        using (var journal = Journal.Open(FilePath, _clock))
            journal.Append(new JournalEntry.StepStarted("next"));

        Journal.Read(FilePath).Should().HaveCount(5);
    }

    [Fact]
    public void Reading_never_changes_a_torn_journal()
    {
        File.AppendAllText(FilePath, "0123 {\"eve");
        var before = File.ReadAllBytes(FilePath);
        Journal.Read(FilePath);
        File.ReadAllBytes(FilePath).Should().Equal(before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_flipped_bit_before_the_last_line_is_refused(int line)
    {
        var whole = File.ReadAllBytes(FilePath);
        var lines = File.ReadAllLines(FilePath);
        var start = lines.Take(line).Sum(text => text.Length + 1);
        for (var i = start; i < start + lines[line].Length; i += 7)
        {
            var damaged = whole.ToArray();
            damaged[i] ^= 0x04;
            RefusesAfter(() => File.WriteAllBytes(FilePath, damaged), line + 1);
        }
    }

    [Fact]
    public void A_missing_line_is_refused() => RefusesLines(2, lines => [lines[0], lines[2], lines[3]]);

    [Fact]
    public void A_missing_first_line_is_refused() => RefusesLines(1, lines => lines[1..]);

    [Fact]
    public void A_doubled_line_is_refused() => RefusesLines(2, lines => [lines[0], lines[0], lines[1], lines[2], lines[3]]);

    [Fact]
    public void Swapped_lines_are_refused() => RefusesLines(2, lines => [lines[0], lines[2], lines[1], lines[3]]);

    [Fact]
    public void An_intact_record_of_a_newer_version_is_refused_and_never_dropped()
    {
        var lines = File.ReadAllLines(FilePath);
        var last = lines[^1][..16];
        const string json = """{"event":"from-the-future","at":"2026-01-02T03:04:05Z"}""";
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(last + json)))[..16];
        File.AppendAllText(FilePath, $"{sum} {json}\n");
        var before = File.ReadAllBytes(FilePath);

        var open = () => Journal.Open(FilePath, _clock);
        open.Should().Throw<HopguardException>().WithMessage("*does not know");
        File.ReadAllBytes(FilePath).Should().Equal(before);
    }

    public void Dispose() => _folder.Dispose();

    private void RefusesLines(int line, Func<string[], string[]> change) =>
        RefusesAfter(() => File.WriteAllLines(FilePath, change(File.ReadAllLines(FilePath))), line);

    private void RefusesAfter(Action damage, int line)
    {
        damage();
        var before = File.ReadAllBytes(FilePath);
        var open = () => Journal.Open(FilePath, _clock);
        open.Should().Throw<HopguardException>().WithMessage($"Journal '{FilePath}' is damaged in line {line}, before its end");
        File.ReadAllBytes(FilePath).Should().Equal(before);
    }
}
