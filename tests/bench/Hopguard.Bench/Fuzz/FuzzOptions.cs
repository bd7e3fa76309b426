using System.Globalization;

namespace Hopguard.Bench.Fuzz;

/// <summary>What a run of hostile inputs is asked for.</summary>
internal sealed record FuzzOptions
{
    /// <summary>How many inputs.</summary>
    public int Inputs { get; init; } = 200_000;

    /// <summary>What the inputs are made from.</summary>
    public int Seed { get; init; } = Random.Shared.Next(1_000_000);

    /// <summary>The number of the first input.</summary>
    public int First { get; init; }

    /// <summary>Of how many inputs one is mended too: that judges up to thousands of texts and takes seconds.</summary>
    public int FixEvery { get; init; } = 4_000;

    /// <summary>How long an input may take to be judged.</summary>
    public TimeSpan Bound { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long an input counts as one that never ends.</summary>
    public TimeSpan Hang => Bound * 24;

    /// <summary>Where an input that fails is saved.</summary>
    public string Folder { get; init; } = Path.Combine("artifacts", "fuzz");

    /// <summary>Reads <c>--inputs 200000 --seed 1 --first 0 --fix-every 4000 --seconds 5 --folder artifacts/fuzz</c>, all of them optional.</summary>
    public static FuzzOptions Parse(ReadOnlySpan<string> words)
    {
        var options = new FuzzOptions();
        for (; words is not []; words = words[2..])
        {
            options = words switch
            {
                ["--inputs", var value, ..] => options with { Inputs = Number(value) },
                ["--seed", var value, ..] => options with { Seed = Number(value) },
                ["--first", var value, ..] => options with { First = Number(value) },
                ["--fix-every", var value, ..] => options with { FixEvery = Math.Max(1, Number(value)) },
                ["--seconds", var value, ..] => options with { Bound = TimeSpan.FromSeconds(Number(value)) },
                ["--folder", var value, ..] => options with { Folder = value },
                _ => throw new ArgumentException($"'{words[0]}' is no option of 'fuzz', or lacks its value; known are --inputs, --seed, --first, --fix-every, --seconds, --folder", nameof(words)),
            };
        }

        return options;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
