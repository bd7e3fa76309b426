using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Routes;
using Hopguard.Reporting.Findings;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Routes;

/// <summary>A way over several hops for people: the chain, and under each hop the reasons.</summary>
public static class RouteText
{
    /// <summary>All lines.</summary>
    /// <param name="application">The application.</param>
    /// <param name="route">The way.</param>
    /// <param name="plans">The application's plans.</param>
    /// <param name="findingsOf">What the analysis says of a plan.</param>
    /// <param name="from">Where the way begins.</param>
    /// <param name="language">The language.</param>
    public static IEnumerable<string> Render(
        Application application, Route.Found route, IReadOnlyCollection<Plan> plans, Func<Plan, IReadOnlyCollection<Finding>> findingsOf, ReleaseVersion from, Language language)
    {
        yield return Untrusted.Line(TitleOf(application, route, from).In(language));
        foreach (var (index, hop) in route.Hops.Index())
        {
            yield return string.Empty;
            yield return Untrusted.Line(HeadingOf(index, hop));
            foreach (var reason in HopReasons.Of(application, plans, hop).Append(Judgement(findingsOf(hop), language)))
                yield return "   - " + Untrusted.Line(reason.In(language));
            yield return "   " + ProofHeading(hop).In(language) + ":";
            foreach (var held in HopProof.Of(application, hop))
                yield return "   - " + Untrusted.Line(held.Sentence.In(language));
        }
    }

    /// <summary>The whole way in one line.</summary>
    internal static Message TitleOf(Application application, Route.Found route, ReleaseVersion from)
    {
        if (route.Hops.IsEmpty)
            return new($"{application.Title} {from} is the wanted version already", $"{application.Title} はすでに {from} です");

        var chain = string.Join(" -> ", route.Hops.Select(hop => hop.To!.ToString()).Prepend(from.ToString()));
        return new($"{application.Title} {chain}, {(route.Hops.Length == 1 ? "1 hop" : $"{route.Hops.Length} hops")}", $"{application.Title} {chain} ({route.Hops.Length} ホップ)");
    }

    /// <summary>A hop in one line.</summary>
    internal static string HeadingOf(int index, Plan hop) => $"{index + 1}. {hop.From} -> {hop.To}: {hop.Summary} ({hop.Path})";

    /// <summary>What stands above the places that hold the data.</summary>
    internal static Message ProofHeading(Plan hop) => new($"Where the data of {hop.From} is", $"{hop.From} のデータがある場所");

    /// <summary>The files that no hop can come from, since they are not read or not understood: with them the way might be another. No line where there is none.</summary>
    public static IEnumerable<string> RenderLeftOut(PlanSet set, Language language)
    {
        var read = set.Plans.Select(plan => plan.Path).Concat(set.Applications.Select(application => application.Path)).ToHashSet(StringComparer.Ordinal);
        var findings = set.Findings.Where(finding => finding.Severity == Severity.Error && !read.Contains(finding.Place.Path)).ToList();
        return findings.Count == 0
            ? []
            : [new Message("Left out of the way:", "経路に含まれないもの:").In(language), .. FindingText.Render(findings, new FindingStyle(FindingFormat.Text, language)), string.Empty];
    }

    /// <summary>What the analysis says of a hop, in one clause.</summary>
    internal static Message Judgement(IReadOnlyCollection<Finding> findings, Language language)
    {
        var counts = FindingWords.CountsOf(findings, language);
        return findings.Any(finding => finding.Severity == Severity.Error)
            ? new($"It is refused: the analysis has {counts}; see --target=ValidatePlans", $"解析の結果は{counts}で、このプランは実行できません。--target=ValidatePlans で確認してください")
            : new($"The analysis has {counts}", $"解析の結果: {counts}");
    }
}
