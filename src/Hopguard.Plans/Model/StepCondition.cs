using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>When a step of a plan for many pairs of versions belongs to the hop between two of them.</summary>
/// <param name="Place">Where it is written.</param>
public abstract record StepCondition(SourcePlace Place)
{
    /// <summary>Whether it holds for the hop between two releases.</summary>
    public abstract bool Holds(Application application, Release from, Release to);

    /// <summary>The condition as a plan writes it behind <c>when:</c>.</summary>
    public abstract string Written { get; }

    /// <summary>The conditions that it is made of, itself among them where it is of none.</summary>
    public virtual IEnumerable<StepCondition> Parts => [this];

    /// <summary>A release lies on the way: behind the source, and up to the target.</summary>
    public sealed record Crosses(ReleaseVersion Release, SourcePlace Place) : StepCondition(Place)
    {
        /// <inheritdoc />
        public override bool Holds(Application application, Release from, Release to) => Release > from.Version && Release <= to.Version;

        /// <inheritdoc />
        public override string Written => $"{{ crosses: {Release} }}";

        /// <inheritdoc />
        public override string ToString() => $"crosses {Release}";
    }

    /// <summary>A fact is another in the target than in the source.</summary>
    public sealed record Changes(ReleaseFact Fact, SourcePlace Place) : StepCondition(Place)
    {
        /// <inheritdoc />
        public override bool Holds(Application application, Release from, Release to) => Fact switch
        {
            ReleaseFact.PostgreSql => from.PostgreSqlMajor != to.PostgreSqlMajor,
            ReleaseFact.Project => from.Project?.Text != to.Project?.Text,
            _ => !from.Services.ToImmutableHashSet(StringComparer.Ordinal).SetEquals(to.Services),
        };

        /// <inheritdoc />
        public override string Written => $"{{ changes: {Fact.ToString().ToLowerInvariant()} }}";

        /// <inheritdoc />
        public override string ToString() => $"changes {Fact.ToString().ToLowerInvariant()}";
    }

    /// <summary>The source has a store: what is copied, checked or moved is there.</summary>
    public sealed record HasStore(Name Store, SourcePlace Place) : StepCondition(Place)
    {
        /// <inheritdoc />
        public override bool Holds(Application application, Release from, Release to) => application.Stores.TryGetValue(Store, out var store) && store.IsIn(from.Version);

        /// <inheritdoc />
        public override string Written => $"{{ store: {Store} }}";

        /// <inheritdoc />
        public override string ToString() => $"store {Store}";
    }

    /// <summary>The source has a store, and losing it would matter: it is not disposable there.</summary>
    public sealed record IsState(Name Store, SourcePlace Place) : StepCondition(Place)
    {
        /// <inheritdoc />
        public override bool Holds(Application application, Release from, Release to) =>
            application.StoreIn(Store, from) is { Disposable: false };

        /// <inheritdoc />
        public override string Written => $"{{ state: {Store} }}";

        /// <inheritdoc />
        public override string ToString() => $"state {Store}";
    }

    /// <summary>Another condition does not hold.</summary>
    public sealed record Not(StepCondition Other, SourcePlace Place) : StepCondition(Place)
    {
        /// <inheritdoc />
        public override IEnumerable<StepCondition> Parts => Other.Parts;

        /// <inheritdoc />
        public override bool Holds(Application application, Release from, Release to) => !Other.Holds(application, from, to);

        /// <inheritdoc />
        public override string Written => $"{{ not: {Other.Written} }}";

        /// <inheritdoc />
        public override string ToString() => $"not {Other}";
    }

    /// <summary>Several conditions hold together.</summary>
    public sealed record All(ImmutableArray<StepCondition> Each, SourcePlace Place) : StepCondition(Place)
    {
        /// <inheritdoc />
        public override IEnumerable<StepCondition> Parts => Each.SelectMany(each => each.Parts);

        /// <inheritdoc />
        public override bool Holds(Application application, Release from, Release to) => Each.All(each => each.Holds(application, from, to));

        /// <inheritdoc />
        public override string Written => $"[{string.Join(", ", Facts.Select(fact => fact.Written))}]";

        // A list holds facts, and no list.
        private IEnumerable<StepCondition> Facts => Each.SelectMany(each => each is All inner ? inner.Facts : [each]);

        /// <inheritdoc />
        public override string ToString() => string.Join(" and ", Each);
    }
}

/// <summary>A fact of a release that may be another in the next.</summary>
public enum ReleaseFact
{
    /// <summary>The PostgreSQL major.</summary>
    PostgreSql,

    /// <summary>The compose project that its files name.</summary>
    Project,

    /// <summary>The services that run.</summary>
    Services,
}
