using System.Text.RegularExpressions;

namespace Hopguard.Lab;

/// <summary>What a lab deployment held at the start of a route.</summary>
/// <param name="Rows">The columns that there were.</param>
/// <param name="Digest">What was in them.</param>
/// <param name="Census">Everything in the database.</param>
/// <param name="Files">Every file of the volumes that hold users' data, times cut to seconds: an archive keeps no more.</param>
public sealed partial record RouteHoldings(KeptRows Rows, IReadOnlyDictionary<string, string> Digest, IReadOnlyDictionary<string, string> Census, IReadOnlySet<string> Files)
{
    // What migrations from 1.7.0 to 2.48.1 take away by what they are written for.
    static readonly string[] Gone = ["engine_label.parent", "engine_data.storage_method", "dataset_repo_gitdata"];

    /// <summary>Takes it down.</summary>
    public static async Task<RouteHoldings> OfAsync(LabDeployment deployment)
    {
        var rows = await KeptRows.OfAsync(sql => deployment.SqlAsync(sql));
        return new RouteHoldings(rows, await rows.DigestAsync(Gone), await CensusAsync(deployment), await FilesAsync(deployment));
    }

    /// <summary>What of it is not there any more, or is something else.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(LabDeployment deployment)
    {
        var files = await FilesAsync(deployment);
        return [.. Hopguard.Lab.Census.Differences(Digest, await Rows.DigestAsync(Gone)), .. Files.Except(files).Where(IsKept)];
    }

    /// <summary>How the deployment differs from it in anything at all.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(LabDeployment deployment)
    {
        var files = await FilesAsync(deployment);
        return [.. Hopguard.Lab.Census.Differences(Census, await CensusAsync(deployment)), .. Files.Except(files), .. files.Except(Files)];
    }

    static async Task<IReadOnlyDictionary<string, string>> CensusAsync(LabDeployment deployment) =>
        (await deployment.CensusAsync()).Where(entry => !entry.Key.Contains(deployment.Growing, StringComparison.Ordinal)).ToDictionary();

    // The running application adds to 'events'.
    static async Task<IReadOnlySet<string>> FilesAsync(LabDeployment deployment)
    {
        var lines = new[] { await deployment.FilesAsync("cvat_data"), await deployment.FilesAsync("cvat_keys") }.SelectMany(volume => volume);
        return lines.Where(line => !line.Contains("\"path\": \"events", StringComparison.Ordinal)).Select(line => Fraction().Replace(line, "$1")).ToHashSet(StringComparer.Ordinal);
    }

    // The exports that 2.26.0 tells to delete; folders in which a migration or that command made or deleted something.
    static bool IsKept(string line) => !line.Contains("\"path\": \"tasks/7", StringComparison.Ordinal) && !line.Contains("\"path\": \".\"", StringComparison.Ordinal);

    [GeneratedRegex(@"(""changed"": -?\d+)\d{9}")]
    private static partial Regex Fraction();
}
