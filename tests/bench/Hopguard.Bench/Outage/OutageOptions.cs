using System.Globalization;

namespace Hopguard.Bench.Outage;

/// <summary>What the benchmark of the outage is asked for.</summary>
internal sealed record OutageOptions
{
    /// <summary>The built program, <c>hopguard.dll</c>.</summary>
    public required string Program { get; init; }

    /// <summary>Gigabytes of database, one row of the table each; 0 stands for next to no data.</summary>
    public IReadOnlyList<double> Gigabytes { get; init; } = [0, 1];

    /// <summary>How often each side is measured; the table shows medians.</summary>
    public int Rounds { get; init; } = 1;

    /// <summary>The page whose part about the outage is written anew; null writes the table to the console only.</summary>
    public string? Page { get; init; }

    /// <summary>Where the output of every upgrade is kept, each line with its time.</summary>
    public string Logs { get; init; } = Path.Combine("artifacts", "outage");

    /// <summary>Whether the guide is measured too; without it there is nothing to compare with, but less to wait for.</summary>
    public bool WithGuide { get; init; } = true;

    /// <summary>Reads <c>hopguard.dll --gigabytes 0,1,4 --rounds 3 --page docs/performance.md --logs artifacts/outage --guide no</c>, all but the program optional.</summary>
    public static OutageOptions Parse(string program, ReadOnlySpan<string> words)
    {
        var options = new OutageOptions { Program = Path.GetFullPath(program) };
        for (; words is not []; words = words[2..])
        {
            options = words switch
            {
                ["--gigabytes", var value, ..] => options with { Gigabytes = [.. value.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))] },
                ["--rounds", var value, ..] => options with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) },
                ["--page", var value, ..] => options with { Page = value },
                ["--logs", var value, ..] => options with { Logs = value },
                ["--guide", var value, ..] => options with { WithGuide = value != "no" },
                _ => throw new ArgumentException($"'{words[0]}' is no option of 'outage', or lacks its value; known are --gigabytes, --rounds, --page, --logs, --guide", nameof(words)),
            };
        }

        return options;
    }
}
