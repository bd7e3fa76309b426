namespace Hopguard.Engine;

/// <summary>The operator's wishes for a run.</summary>
public sealed record RunOptions
{
    /// <summary>The name of the option that says where images come from, as it stands in <see cref="Typed"/>.</summary>
    public const string ImagesOption = "images";

    /// <summary>Its value where images are built.</summary>
    public const string Build = "build";

    /// <summary>The deployment's folder: where its compose files are.</summary>
    public required string DeploymentFolder { get; init; }

    /// <summary>The compose project; null to read it from the containers that run from the folder.</summary>
    public string? Project { get; init; }

    /// <summary>Compose files used instead of the plan's, for both versions; null for the plan's.</summary>
    public IReadOnlyList<string>? ComposeFiles { get; init; }

    /// <summary>Where runs, copies and evidence are kept; null for <c>&lt;deployment&gt;.hopguard</c> beside the deployment.</summary>
    public string? StateFolder { get; init; }

    /// <summary>The run whose state folder is lost for good, so that the deployment need not wait for it any more; null for none.</summary>
    public string? GiveUp { get; init; }

    /// <summary>The version that is wanted, where a plan leads to more than one; null for the newest of them.</summary>
    public string? To { get; init; }

    /// <summary>The PostgreSQL major that is wanted, where a plan for the base below the version leads to more than one; null for the only one.</summary>
    public int? Postgres { get; init; }

    /// <summary>The version that the operator takes for the installed one; null where it is read.</summary>
    public string? From { get; init; }

    /// <summary>Whether <see cref="To"/> may be newer than every release that is known.</summary>
    public bool AllowUnknownRelease { get; init; }

    /// <summary>Versions that a route stops at until it was accepted there.</summary>
    public IReadOnlyList<string> StopAt { get; init; } = [];

    /// <summary>Whether the route goes on to its next stop only.</summary>
    public bool UntilStop { get; init; }

    /// <summary>How far a rollback leads over the hops of a route: the version of a stop that was passed; null for where the route began.</summary>
    public string? ToStop { get; init; }

    /// <summary>The target's source: an archive, an HTTPS address, or a git checkout; null for what the plan says.</summary>
    public string? Source { get; init; }

    /// <summary>SHA-256 of the source archive, in hexadecimal.</summary>
    public string? SourceSha256 { get; init; }

    /// <summary>Whether edits of the release's own compose files may be left behind with the old source tree.</summary>
    public bool DropEdits { get; init; }

    /// <summary>Whether a hop builds the images of the target whose services say how, instead of using those of the engine and pulling what is missing.</summary>
    public bool BuildImages { get; init; }

    /// <summary>The folder of the backup that is restored; null for none.</summary>
    public string? Backup { get; init; }

    /// <summary>Whether the backup may be one of another deployment of the application.</summary>
    public bool ForeignBackup { get; init; }

    /// <summary>Whether this call has made the deployment, so that it holds nothing yet that anybody could miss.</summary>
    public bool IsNewInstallation { get; init; }

    /// <summary>Whether the operator accepts the new version when it is verified.</summary>
    public bool Accept { get; init; }

    /// <summary>Whether what was retired is deleted after acceptance.</summary>
    public bool DeleteRetired { get; init; }

    /// <summary>Whether a failing step rolls back by itself.</summary>
    public bool AutomaticRollback { get; init; } = true;

    /// <summary>Where the process kills itself, for drills; see <see cref="Runs.Failpoint"/>.</summary>
    public string? KillAt { get; init; }

    /// <summary>What the operator typed that a command which continues the run needs again, by the option's name. It is journaled, so it holds no secret.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Longest silence of the application's start and migrations before the run fails; migrations themselves have no limit while they advance.</summary>
    public TimeSpan StartupTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The options of a call that goes on with a run. Where it says nothing of images they are built if the run was begun so: else a line that is typed from memory would take what the engine has under their
    /// names, and nobody would see that another image runs than was meant.
    /// </summary>
    /// <param name="earlier">What earlier calls of the run typed, by the option's name.</param>
    internal RunOptions ContinuedFrom(IReadOnlyDictionary<string, string> earlier) =>
        this with { BuildImages = BuildImages || (!Typed.ContainsKey(ImagesOption) && string.Equals(earlier.GetValueOrDefault(ImagesOption), Build, StringComparison.OrdinalIgnoreCase)) };
}
