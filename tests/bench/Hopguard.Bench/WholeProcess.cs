namespace Hopguard.Bench;

/// <summary>The program as it is called: started, a folder of plans read and judged, ended. One plan and many in turns, so that a busy machine is busy for both.</summary>
internal static class WholeProcess
{
    private const int Rounds = 5;

    /// <summary>Measures <c>ValidatePlans</c> on folders of plans.</summary>
    /// <param name="program">The built program, <c>hopguard.dll</c>.</param>
    /// <param name="counts">How many plans each folder holds.</param>
    public static IReadOnlyList<Measure> ValidatePlans(string program, params int[] counts)
    {
        var root = Directory.CreateTempSubdirectory("hopguard-bench-");
        try
        {
            var folders = counts.Select(count => Write(root, count)).ToList();
            var rounds = Enumerable.Range(0, Rounds)
                .Select(_ => folders.Select(folder => Measure.OfProgram("dotnet", program, "--target=ValidatePlans", $"--plans={folder}").Measure).ToList())
                .ToList();
            return [.. counts.Select((_, index) => Measure.Median(rounds.Select(round => round[index])))];
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static string Write(DirectoryInfo root, int count)
    {
        var folder = Path.Combine(root.FullName, $"{count}");
        foreach (var file in PlanTexts.Files(count))
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }

        return folder;
    }
}
