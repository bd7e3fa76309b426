namespace Hopguard.Lab;

/// <summary>What a database holds, told by SQL that the code under test does not know: a line for each table with its rows and their digest, each sequence, index, role, …</summary>
static class Census
{
    /// <summary>Takes it.</summary>
    /// <param name="ask">Runs statements and returns rows as lines, columns parted by <c>|</c>.</param>
    public static async Task<IReadOnlyDictionary<string, string>> TakeAsync(Func<string, Task<string>> ask)
    {
        var lines = await ask(await File.ReadAllTextAsync(Path.Combine(DeploymentVolumes.Scripts, "census.sql")));
        var entries = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|', 2));
        return new SortedDictionary<string, string>(entries.ToDictionary(parts => parts[0], parts => parts[^1], StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
