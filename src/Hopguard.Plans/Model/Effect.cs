using System.Collections.Immutable;

namespace Hopguard.Plans.Model;

/// <summary>One thing that a step does to the symbolic state: the vocabulary in which steps speak to the rules.</summary>
public abstract record Effect;

/// <summary>A source tree is brought beside the deployment.</summary>
public sealed record FetchesSource(Name As, Name Archive) : Effect;

/// <summary>The target's compose files are checked.</summary>
public sealed record ChecksTarget : Effect;

/// <summary>Free space is checked.</summary>
public sealed record ChecksSpace : Effect;

/// <summary>The target's images become present.</summary>
public sealed record PullsImages : Effect;

/// <summary>Every service but the named ones stops.</summary>
public sealed record StopsServices(ImmutableArray<Name> AllBut) : Effect;

/// <summary>The named services start; all when none is named.</summary>
public sealed record StartsServices(ImmutableArray<Name> Only) : Effect
{
    /// <summary>The compose files given to the command; empty for those of the plan.</summary>
    public ImmutableArray<Name> Files { get; init; } = [];

    /// <summary>The compose project named in the command; null for the one that runs.</summary>
    public Name? Project { get; init; }

    /// <summary>Whether every question of compose is answered with yes.</summary>
    public bool AssumeYes { get; init; }
}

/// <summary>Every container of the running version is removed.</summary>
public sealed record TakesDown : Effect
{
    /// <summary>The compose files given to the command; empty for those of the plan.</summary>
    public ImmutableArray<Name> Files { get; init; } = [];

    /// <summary>Whether the project's volumes are deleted too.</summary>
    public bool Volumes { get; init; }

    /// <summary>The compose project named in the command; null for the one that runs.</summary>
    public Name? Project { get; init; }
}

/// <summary>A copy of a store is taken.</summary>
public sealed record TakesCopy(Name Store, Name As) : Effect
{
    /// <summary>The store whose volume keeps the copy; null for the folder of the run.</summary>
    public Name? In { get; init; }

    /// <summary>Whether the copy passes through a terminal, which changes its line ends.</summary>
    public bool Terminal { get; init; }

    /// <summary>Whether an earlier run took it: it is what the store is to hold from now on, and not what it held.</summary>
    public bool IsGiven { get; init; }
}

/// <summary>A copy is restored into a fresh trial.</summary>
public sealed record RestoresCopy(Name Copy, Name Into, int? PostgreSqlMajor) : Effect;

/// <summary>A copy is verified.</summary>
public sealed record VerifiesCopy(Name Copy, Name By) : Effect;

/// <summary>The deployed source tree is replaced, and kept under a name of its own.</summary>
public sealed record SwitchesSource(Name To, Name KeepAs) : Effect
{
    /// <summary>Whether the folder's name decides the compose project from then on.</summary>
    public bool ProjectByFolder { get; init; }
}

/// <summary>Services get another tag of their image in the deployment's compose files.</summary>
public sealed record SetsImageTag(ImmutableArray<Name> Services, Name Tag) : Effect;

/// <summary>A setting is written into the deployment's environment file.</summary>
public sealed record WritesSetting(Name Variable, Name Value) : Effect;

/// <summary>The deployment's git checkout gets another tag.</summary>
public sealed record ChecksOutTag(Name Tag) : Effect;

/// <summary>A store's data moves aside.</summary>
public sealed record RetiresStore(Name Store, Name CoveredBy) : Effect;

/// <summary>A store's data is deleted.</summary>
public sealed record DestroysStore(Name Store) : Effect;

/// <summary>A trial becomes a store.</summary>
public sealed record PromotesTrial(Name Trial, Name To) : Effect;

/// <summary>A trial is removed.</summary>
public sealed record DiscardsTrial(Name Trial) : Effect;

/// <summary>A live store is compared with a copy.</summary>
public sealed record VerifiesStore(Name Store, Name Against) : Effect;

/// <summary>Migrations have finished.</summary>
public sealed record AwaitsMigrations(Name Service) : Effect;

/// <summary>The running version is read back.</summary>
public sealed record VerifiesVersion(ReleaseVersion Expect) : Effect;

/// <summary>The way back is closed by the operator.</summary>
public sealed record Accepts : Effect;

/// <summary>What was retired is deleted.</summary>
public sealed record DeletesRetired : Effect;

/// <summary>A copy is restored into the live store.</summary>
public sealed record RestoresInPlace(Name Copy, Name To, bool EmptyFirst, bool StopOnError) : Effect;

/// <summary>An image gets another name.</summary>
public sealed record TagsImage(Name Image, Name As) : Effect;

/// <summary>A variable of the shell is exported; removed where it has no value.</summary>
public sealed record SetsVariable(Name Variable, Name? Value) : Effect;

/// <summary>Unused images, volumes or everything unused is removed from the engine.</summary>
public sealed record PrunesEngine(Name What) : Effect
{
    /// <summary>Whether volumes go.</summary>
    public bool Volumes => What.Text is "volumes" or "everything";

    /// <summary>Whether images go.</summary>
    public bool Images => What.Text is "images" or "everything";
}

/// <summary>A command runs inside a service. What it does stands beside it as effects of its own, where it is declared.</summary>
public sealed record RunsCommand(Name Service, ImmutableArray<Name> Command, StoreUse? Does) : Effect;

/// <summary>A command needs the data of a store.</summary>
public sealed record NeedsStore(Name Store) : Effect;

/// <summary>A command changes what a store holds.</summary>
public sealed record WritesStore(Name Store) : Effect;

/// <summary>A command leaves nothing of what a store holds.</summary>
public sealed record ClearsStore(Name Store) : Effect;

/// <summary>A line of shell runs on the host. What it does stands beside it as effects of its own, where it is declared.</summary>
public sealed record RunsShell(Name Command, StoreUse? Does) : Effect;

/// <summary>A fixed time passes.</summary>
public sealed record WaitsFixedTime : Effect;

/// <summary>The application takes its migrations back.</summary>
public sealed record ReversesMigrations(Name Store, Name Component, Name To) : Effect;
