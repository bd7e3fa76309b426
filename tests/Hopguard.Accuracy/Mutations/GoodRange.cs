using System.Collections.Immutable;
using Hopguard.Accuracy.Oracle;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Accuracy.Mutations;

/// <summary>A plan for many pairs of versions that loses nothing in any of them, from which mutants are made. A mutant is judged pair by pair, as the plan that is run is.</summary>
/// <param name="Name">Its path, relative to the repository's root.</param>
/// <param name="Surroundings">What stands beside it.</param>
/// <param name="Application">Its application.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Text">The plan as it is written.</param>
/// <param name="Sorts">The pairs that it serves, those with the same facts together.</param>
public sealed record GoodRange(string Name, Surroundings Surroundings, Application Application, Plan Plan, PlanText Text, ImmutableArray<ImmutableArray<(Release From, Release To)>> Sorts)
{
    private const string Path = "plans/range.yaml";

    /// <summary>A plan that was read.</summary>
    public static GoodRange Of(string name, Surroundings surroundings, Application application, Plan plan, string text) => new(
        name,
        surroundings,
        application,
        plan,
        PlanText.Of(plan, text),
        [.. PlanExpansion.PairsOf(application, plan, [plan]).GroupBy(pair => Facts(application, plan, pair.From, pair.To), StringComparer.Ordinal).Select(sort => sort.ToImmutableArray())]);

    /// <summary>Every mutant that one bend makes of it.</summary>
    public IEnumerable<Mutant> Singles() => Mutators.All(Text, Application);

    /// <summary>Both opinions of the plan as it is, for one pair of each sort.</summary>
    public IEnumerable<Judged?> JudgeUnbent() => Sorts.Select(sort => Judge(new Mutant("nothing", Text), sort[0], Expand(Plan, sort[0])!));

    /// <summary>Both opinions of a mutant for a few pairs with different facts in which it is another plan than this one; null for a pair that can make no plan of it.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="pairs">How many pairs.</param>
    /// <param name="random">What chooses them.</param>
    public IEnumerable<Judged?> Judge(Mutant mutant, int pairs, Random random)
    {
        if (Read(mutant.Text) is not { } bent)
            return [null];

        var sorts = Sorts.ToArray();
        random.Shuffle(sorts);
        return
        [
            .. sorts.Select(sort => sort[random.Next(sort.Length)])
                .Select(pair => (Pair: pair, Hop: Expand(bent, pair)))
                .Where(each => each.Hop is null || Steps(each.Hop) != Steps(Expand(Plan, each.Pair)!))
                .Take(pairs)
                .Select(each => each.Hop is null ? null : Judge(mutant, each.Pair, each.Hop)),
        ];
    }

    private Judged? Judge(Mutant mutant, (Release From, Release To) pair, Plan hop)
    {
        var findings = PlanAnalysis.Analyze(Application, hop);
        return findings.Any(finding => finding.Rule.Family == RuleFamily.Syntax && finding.Severity == Severity.Error)
            ? null
            : Judged.Of($"{Name} ({Label(pair)})", mutant, ReferenceInterpreter.Judge(Application, hop), hop, findings);
    }

    private Plan? Read(PlanText text) => PlanReader.Read(Path, text.ToString(), hash: string.Empty, Application.Versions).Value is { Range: not null } range ? range : null;

    private Plan? Expand(Plan range, (Release From, Release To) pair) => PlanExpansion.Of(Application, range, pair.From, pair.To).Value;

    // A step that belongs to the hop does the same whatever its condition is.
    private static string Steps(Plan hop) => string.Join('\n', hop.Steps.Select(step => StepText.Of(step) with { When = null }));

    private static string Label((Release From, Release To) pair) => pair.From.Version == pair.To.Version
        ? $"{pair.From.Version}, PostgreSQL {pair.From.PostgreSqlMajor} to {pair.To.PostgreSqlMajor}"
        : $"{pair.From.Version} to {pair.To.Version}";

    // What the steps of a pair are, and what they meet: stores, services and the server.
    private static string Facts(Application application, Plan plan, Release from, Release to) => string.Join(
        '|',
        string.Concat(plan.Steps.Select(step => step.When?.Holds(application, from, to) == false ? '0' : '1')),
        from.PostgreSqlMajor.CompareTo(to.PostgreSqlMajor),
        Stores(application, from),
        Stores(application, to),
        from.Services.Length == to.Services.Length);

    private static string Stores(Application application, Release release) => string.Join(
        ',', application.Stores.Keys.Order(StringComparer.Ordinal).Select(name => application.StoreIn(name, release)).Select(store => store is null ? "-" : $"{store.Service}/{store.Volume}/{store.Disposable}"));
}
