using Hopguard.Plans.Reading;

namespace Hopguard.Bench.Fuzz;

/// <summary>Hostile inputs, as many as are wanted: sound files, one or more of them damaged in one or more ways. The same seed and number make the same input.</summary>
internal sealed class FuzzInputs(FuzzOriginals originals, int seed)
{
    private const string Severities = "severities:\n  HOP103: note\n  HOP301: none\n  HOP203: error\n";

    // What leaves a file readable stands here more than once: most of the other kinds end at the reader.
    private readonly IReadOnlyList<IDamage> _damages =
    [
        new ByteDamage(), new SignDamage(), new LineDamage(originals), new WordDamage(originals), new NestingDamage(), new UnicodeDamage(), new StepDamage(originals), new StepDamage(originals),
        new StepDamage(originals),
    ];

    /// <summary>The names of all ways in which files are damaged.</summary>
    public IEnumerable<string> Natures => _damages.Select(damage => damage.Name).Distinct(StringComparer.Ordinal);

    /// <summary>One input.</summary>
    public FuzzInput Make(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var folder = originals.Folders[random.Next(originals.Folders.Count)];
        List<PlanFile> files = [folder.Application, random.Of(folder.Plans), .. folder.Compose, new PlanFile(FuzzFolder.Parent + SeverityFile.FileName, Severities)];
        var natures = new List<string>();
        for (var damaged = random.Next(3) == 0 ? random.Next(1, 4) : 1; damaged > 0; damaged--)
        {
            // The plan is what a stranger sends most.
            var at = random.Next(2) == 0 ? 1 : random.Next(files.Count);
            var damage = random.Of(_damages);
            natures.Add($"{damage.Name} in {files[at].Name}");
            files[at] = files[at] with { Text = damage.Damage(files[at].Text, random) };
        }

        return new FuzzInput(number, string.Join(", ", natures), files);
    }
}
