namespace Hopguard.Tasks.ListFleet;

/// <summary>A deployment of a fleet.</summary>
/// <param name="Folder">Its folder, absolute and without a slash at the end.</param>
/// <param name="Application">The application, by its name among the plans.</param>
/// <param name="State">The folder of its runs; null where that is beside the deployment.</param>
/// <param name="Labels">The labels of the runner on its host, as they were written.</param>
internal sealed record FleetDeployment(string Folder, string Application, string? State, IReadOnlyList<string> Labels)
{
    /// <summary>The labels for people.</summary>
    public string Runner => string.Join(", ", Labels);

    /// <summary>What tells it from others: runners know labels in any order and case.</summary>
    public string Identity => $"{Folder}\n{string.Join('\n', Labels.Select(label => label.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}";
}
