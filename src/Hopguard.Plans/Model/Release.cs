using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>What is true of one release.</summary>
public sealed record Release
{
    /// <summary>Its version.</summary>
    public required ReleaseVersion Version { get; init; }

    /// <summary>The PostgreSQL major of its database image, by store.</summary>
    public required int PostgreSqlMajor { get; init; }

    /// <summary>The least PostgreSQL major that it works with, for servers that are not its own; null where none is known.</summary>
    public int? LeastPostgreSqlMajor { get; init; }

    /// <summary>Services that run in this release.</summary>
    public required ImmutableArray<string> Services { get; init; }

    /// <summary>The newest migration of each component; a name may be shortened to its number: <c>engine: "0061"</c>.</summary>
    public required ImmutableDictionary<string, string> Migrations { get; init; }

    /// <summary>Settings without which its compose files do not work.</summary>
    public ImmutableArray<Name> Settings { get; init; } = [];

    /// <summary>The compose project that its files name; null where they name none, and it is called after its folder, or where nothing says so.</summary>
    public Name? Project { get; init; }

    /// <summary>Services that have another name than in the release before: the new name by the old one.</summary>
    public ImmutableDictionary<string, Name> Renames { get; init; } = ImmutableDictionary<string, Name>.Empty;

    /// <summary>Migrations of this release that cannot be taken back, as <c>component/number</c>.</summary>
    public ImmutableArray<Name> OneWay { get; init; } = [];

    /// <summary>Migrations of this release that change files, as <c>component/number</c>, by the store that holds the files.</summary>
    public ImmutableDictionary<string, ImmutableArray<Name>> Touches { get; init; } = ImmutableDictionary<string, ImmutableArray<Name>>.Empty;

    /// <summary>Commands that have to run once in the new version after its migrations.</summary>
    public ImmutableArray<PostUpgradeCommand> PostUpgrade { get; init; } = [];

    /// <summary>Migrations of this release that fail on some data and then leave the old schema, as <c>component/number</c>.</summary>
    public ImmutableArray<Name> CanStop { get; init; } = [];

    /// <summary>Migrations of this release that write big tables anew, so that they take as long as there is data, as <c>component/number</c>.</summary>
    public ImmutableArray<Name> Rewrites { get; init; } = [];

    /// <summary>Questions to the source's databases before a hop over this release: what they find would stop it.</summary>
    public ImmutableArray<CrossingCheck> Checks { get; init; } = [];

    /// <summary>What people have to know or to do before a hop over this release.</summary>
    public ImmutableArray<Message> Before { get; init; } = [];

    /// <summary>What people have to do after a hop over this release.</summary>
    public ImmutableArray<Message> After { get; init; } = [];

    /// <summary>Whether no hop may pass over this release.</summary>
    public bool MandatoryStop { get; init; }

    /// <summary>
    /// Releases of which a deployment has to have run one before it gets here: no hop to this release or over it starts from one that is older than all of them. Null where it can be reached
    /// from any.
    /// </summary>
    public VersionRange? StopBefore { get; init; }

    /// <summary>Where <see cref="StopBefore"/> is written.</summary>
    public SourcePlace StopBeforePlace { get; init; }

    /// <summary>Why a route that leads over this release had better stop at it; null where it need not.</summary>
    public Message? AdvisedStop { get; init; }

    /// <summary>Why no route stops at this release unless it was asked for; null where it may.</summary>
    public Message? Avoid { get; init; }

    /// <summary>The image of each service, as far as it is known; <c>{version}</c> in it is this release's version.</summary>
    public ImmutableDictionary<string, Name> Images { get; init; } = ImmutableDictionary<string, Name>.Empty;

    /// <summary>What its stores are, where that is not what the application's file says of them at first.</summary>
    public ImmutableDictionary<string, StoreChange> Stores { get; init; } = ImmutableDictionary<string, StoreChange>.Empty;

    /// <summary>How its version is read where it or a release before it says so; see <see cref="Application.ProbeOf"/>.</summary>
    public VersionProbe? Probe { get; init; }

    /// <summary>Its compose files, relative to the application's folder and in the order in which compose merges them; none where they are not at hand.</summary>
    public ImmutableArray<Name> ComposeFiles { get; init; } = [];

    /// <summary>What those files say, each by itself.</summary>
    public ImmutableArray<ComposeFile> ComposeFacts { get; init; } = [];

    /// <summary>The project of a plain deployment; null where one of its files is not at hand.</summary>
    public ComposeProject? Compose { get; init; }

    /// <summary>Where it is declared.</summary>
    public SourcePlace Place { get; init; }

    /// <summary>The image that a service runs in this release; null where it is not known.</summary>
    public string? ImageOf(string service) => Images.TryGetValue(service, out var image) ? image.Text.Replace("{version}", Version.ToString()) : null;

    /// <summary>Whether a hop leads here or over it from a version that has to stop before, see <see cref="StopBefore"/>.</summary>
    public bool IsTooFarFrom(ReleaseVersion from, ReleaseVersion to) => StopBefore is { First: { } first } && from < first && to >= Version;

    /// <summary>
    /// The project that compose files of a deployment make together, in their order, as far as they are at hand; null where none is. One that is named twice counts where it is named last:
    /// the later file wins.
    /// </summary>
    public ComposeProject? ComposeOf(IEnumerable<string> files) => files
        .Select(file => FindCompose(file)?.Content)
        .Where(content => content is not null)
        .Reverse().Distinct().Reverse()
        .Aggregate((ComposeProject?)null, (project, content) => project?.With(content!) ?? content);

    /// <summary>The fact file that stands for a deployment's compose file; null where there is none.</summary>
    public ComposeFile? FindCompose(string file)
    {
        var stem = ComposeFile.StemOf(file);
        return ComposeFacts.FirstOrDefault(candidate => candidate.Stem == stem);
    }
}
