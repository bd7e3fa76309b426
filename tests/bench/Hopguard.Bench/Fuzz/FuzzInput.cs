using Hopguard.Plans.Reading;

namespace Hopguard.Bench.Fuzz;

/// <summary>One hostile folder of an application.</summary>
/// <param name="Number">Which one of its seed: seed and number make the same input again.</param>
/// <param name="Natures">What was done to which file.</param>
/// <param name="Files">Application, plan and compose files.</param>
internal sealed record FuzzInput(int Number, string Natures, IReadOnlyList<PlanFile> Files)
{
    /// <summary>The plan among the files.</summary>
    public PlanFile Plan => Files[1];

    /// <summary>Writes the files below a folder, so that they can be looked at and tried again.</summary>
    public void Save(string folder, string problem)
    {
        foreach (var file in Files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }

        File.WriteAllText(Path.Combine(folder, "problem.txt"), $"input {Number} ({Natures})\n{problem}\n");
    }
}
