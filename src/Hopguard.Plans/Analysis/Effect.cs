using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis;

/// <summary>One thing that a step does to the symbolic state: the vocabulary in which steps speak to the rules.</summary>
public abstract record Effect;

/// <summary>A source tree is brought beside the deployment.</summary>
public sealed record FetchesSource(Name As) : Effect;

/// <summary>The target's compose files are checked.</summary>
public sealed record ChecksTarget : Effect;

/// <summary>Free space is checked.</summary>
public sealed record ChecksSpace : Effect;

/// <summary>The target's images become present.</summary>
public sealed record PullsImages : Effect;

/// <summary>Every service but the named ones stops.</summary>
public sealed record StopsServices(ImmutableArray<Name> AllBut) : Effect;

/// <summary>The named services start; all when none is named.</summary>
public sealed record StartsServices(ImmutableArray<Name> Only) : Effect;

/// <summary>Every container of the running version is removed.</summary>
public sealed record TakesDown : Effect;

/// <summary>A copy of a store is taken.</summary>
public sealed record TakesCopy(Name Store, Name As) : Effect;

/// <summary>A copy is restored into a fresh trial.</summary>
public sealed record RestoresCopy(Name Copy, Name Into, int? PostgreSqlMajor) : Effect;

/// <summary>A copy is verified.</summary>
public sealed record VerifiesCopy(Name Copy, Name By) : Effect;

/// <summary>The deployed source tree is replaced.</summary>
public sealed record SwitchesSource(Name To) : Effect;

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
