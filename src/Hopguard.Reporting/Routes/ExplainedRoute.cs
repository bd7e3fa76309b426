using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Routes;
using Hopguard.Reporting.Findings;

namespace Hopguard.Reporting.Routes;

/// <summary>A way over several hops with everything that people are told of it, whatever the form.</summary>
/// <param name="Title">The whole way in one line.</param>
/// <param name="Versions">Where it begins, and where each hop ends.</param>
/// <param name="Hops">The hops; none where the wanted version is installed.</param>
public sealed record ExplainedRoute(Message Title, ImmutableArray<ReleaseVersion> Versions, ImmutableArray<ExplainedHop> Hops)
{
    /// <summary>Finds out what there is to tell.</summary>
    /// <param name="application">The application.</param>
    /// <param name="route">The way.</param>
    /// <param name="plans">The application's plans.</param>
    /// <param name="findingsOf">What the analysis says of a plan.</param>
    /// <param name="from">Where the way begins.</param>
    public static ExplainedRoute Of(Application application, Route.Found route, IReadOnlyCollection<Plan> plans, Func<Plan, IReadOnlyCollection<Finding>> findingsOf, ReleaseVersion from)
    {
        ImmutableArray<ReleaseVersion> versions = [from, .. route.Hops.Select(hop => hop.To!)];
        return new ExplainedRoute(
            TitleOf(application, versions), versions,
            [
                .. route.Hops.Select((hop, index) => new ExplainedHop(
                    $"{index + 1}. {hop.From} -> {hop.To}: {hop.Summary} ({hop.Path})",
                    [.. HopReasons.Of(application, plans, hop), ExplainedHop.JudgementOf(findingsOf(hop))],
                    new($"Where the data of {hop.From} is", $"{hop.From} のデータがある場所"),
                    HopProof.Of(application, hop))),
            ]);
    }

    private static Message TitleOf(Application application, ImmutableArray<ReleaseVersion> versions)
    {
        if (versions is [var only])
            return new($"{application.Title} {only} is the wanted version already", $"{application.Title} はすでに {only} です");

        var (chain, hops) = (string.Join(" -> ", versions), versions.Length - 1);
        return new($"{application.Title} {chain}, {(hops == 1 ? "1 hop" : $"{hops} hops")}", $"{application.Title} {chain} ({hops} ホップ)");
    }
}

/// <summary>A hop with everything that people are told of it.</summary>
/// <param name="Heading">The hop in one line.</param>
/// <param name="Reasons">Why it is on the way, what is special about it, and what the analysis says; each a clause without a full stop.</param>
/// <param name="ProofHeading">What stands above the proof.</param>
/// <param name="Proof">The steps after which other places hold the data than before.</param>
public sealed record ExplainedHop(string Heading, ImmutableArray<Message> Reasons, Message ProofHeading, ImmutableArray<HeldStores> Proof)
{
    /// <summary>What the analysis says, in one clause.</summary>
    internal static Message JudgementOf(IReadOnlyCollection<Finding> findings) =>
        findings.Any(finding => finding.Severity == Severity.Error)
            ? new($"It is refused: the analysis has {FindingWords.CountsOf(findings, Language.English)}; see --target=ValidatePlans", $"解析の結果は{FindingWords.CountsOf(findings, Language.Japanese)}で、このプランは実行できません。--target=ValidatePlans で確認してください")
            : new($"The analysis has {FindingWords.CountsOf(findings, Language.English)}", $"解析の結果: {FindingWords.CountsOf(findings, Language.Japanese)}");
}
