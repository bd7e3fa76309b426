namespace Hopguard.Lab;

/// <summary>What a database holds, told by SQL that the code under test does not know: a line for each table with its rows and their digest, each sequence, index, role, …</summary>
public static class Census
{
    /// <summary>Lines that say how the second differs from the first; empty when they are equal.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second) =>
    [
        .. first.Where(entry => !second.ContainsKey(entry.Key)).Select(entry => $"{entry.Key} is gone (was '{entry.Value}')"),
        .. second.Where(entry => !first.ContainsKey(entry.Key)).Select(entry => $"{entry.Key} is new ('{entry.Value}')"),
        .. first.Where(entry => second.TryGetValue(entry.Key, out var now) && now != entry.Value).Select(entry => $"{entry.Key} was '{entry.Value}' and is '{second[entry.Key]}'"),
    ];

    /// <summary>Takes it.</summary>
    /// <param name="ask">Runs statements and returns rows as lines, columns parted by <c>|</c>.</param>
    internal static async Task<IReadOnlyDictionary<string, string>> TakeAsync(Func<string, Task<string>> ask)
    {
        var lines = await ask(await File.ReadAllTextAsync(Path.Combine(DeploymentVolumes.Scripts, "census.sql")));
        var entries = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|', 2));
        return new SortedDictionary<string, string>(entries.ToDictionary(parts => parts[0], parts => parts[^1], StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
