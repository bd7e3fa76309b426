using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>The compose files that a plan takes down and starts, and what they say as far as the releases' files are at hand.</summary>
public sealed class ComposeSets
{
    /// <summary>Computes them.</summary>
    public ComposeSets(Application application, Plan plan)
    {
        StopFiles = plan.StopFiles.IsEmpty ? [.. application.ComposeFiles.Select(Name.Of)] : plan.StopFiles;
        StartFiles = plan.StartFiles.IsEmpty ? [.. application.ComposeFiles.Select(Name.Of)] : plan.StartFiles;
        From = plan.SourceIn(application);
        To = plan.TargetIn(application);
        Source = From?.ComposeOf(StopFiles.Select(file => file.Text));
        Target = To?.ComposeOf(StartFiles.Select(file => file.Text));
    }

    /// <summary>The release that the plan starts from.</summary>
    public Release? From { get; }

    /// <summary>The release that it leads to.</summary>
    public Release? To { get; }

    /// <summary>Files that it takes down.</summary>
    public ImmutableArray<Name> StopFiles { get; }

    /// <summary>Files that it starts.</summary>
    public ImmutableArray<Name> StartFiles { get; }

    /// <summary>What runs before, as its files say; null where none of them is at hand.</summary>
    public ComposeProject? Source { get; }

    /// <summary>What runs afterwards, as its files say; null where none of them is at hand.</summary>
    public ComposeProject? Target { get; }

    /// <summary>What the services of a release mount when they start with files; with those of the plan where none is named.</summary>
    internal StoreVolumes VolumesOf(Release? release, ImmutableArray<Name> files)
    {
        var counted = (!files.IsEmpty ? files : ReferenceEquals(release, From) ? StopFiles : StartFiles).Select(file => file.Text).ToList();
        return new StoreVolumes(release, release is not null && counted.TrueForAll(file => release.FindCompose(file)?.Content is not null) ? release.ComposeOf(counted) : null);
    }

    /// <summary>What the new version's files of a start say together; null where none of them is at hand.</summary>
    public ComposeProject? TargetOf(ImmutableArray<Name> files) => files == StartFiles ? Target : To?.ComposeOf(files.Select(file => file.Text));
}
