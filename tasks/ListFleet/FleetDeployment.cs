using Hopguard.Engine.Runs;

namespace Hopguard.Tasks.ListFleet;

/// <summary>A deployment of a fleet.</summary>
/// <param name="Folder">Its folder, absolute and without a slash at the end.</param>
/// <param name="Application">The application, by its name among the plans.</param>
/// <param name="State">The folder of its runs; null where that is beside the deployment.</param>
/// <param name="Labels">The labels of the runner on its host, as they were written.</param>
internal sealed record FleetDeployment(string Folder, string Application, string? State, IReadOnlyList<string> Labels)
{
    // Runners know labels in any order and case.
    private readonly HashSet<string> _labels = new(Labels, StringComparer.OrdinalIgnoreCase);

    /// <summary>The labels for people.</summary>
    public string Runner => string.Join(", ", Labels);

    /// <summary>Where its runs are kept, whether it is said or not.</summary>
    public string Runs => State ?? Folder + RunLibrary.Suffix;

    /// <summary>Whether the labels are the same.</summary>
    public bool IsOnHostOf(FleetDeployment other) => _labels.SetEquals(other._labels);

    /// <summary>Whether a runner that has the labels of the one has those of the other too, so that a job may come to the host of the other.</summary>
    public bool MayBeOnHostOf(FleetDeployment other) => _labels.IsSubsetOf(other._labels) || other._labels.IsSubsetOf(_labels);
}
