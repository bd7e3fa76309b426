using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Reporting.Findings;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Routes;

/// <summary>A way over several hops for people: the chain, and under each hop the reasons.</summary>
public static class RouteText
{
    /// <summary>All lines.</summary>
    public static IEnumerable<string> Render(ExplainedRoute route, Language language)
    {
        yield return Untrusted.Line(route.Title.In(language));
        foreach (var hop in route.Hops)
        {
            yield return string.Empty;
            yield return Untrusted.Line(hop.Heading);
            foreach (var reason in hop.Reasons)
                yield return "   - " + Untrusted.Line(reason.In(language));
            yield return "   " + hop.ProofHeading.In(language) + ":";
            foreach (var held in hop.Proof)
                yield return "   - " + Untrusted.Line(held.Sentence.In(language));
        }
    }

    /// <summary>The files that no hop can come from, since they are not read or not understood: with them the way might be another. No line where there is none.</summary>
    public static IEnumerable<string> RenderLeftOut(PlanSet set, Language language)
    {
        var read = set.Plans.Select(plan => plan.Path).Concat(set.Applications.Select(application => application.Path)).ToHashSet(StringComparer.Ordinal);
        var findings = set.Findings.Where(finding => finding.Severity == Severity.Error && !read.Contains(finding.Place.Path)).ToList();
        return findings.Count == 0
            ? []
            : [new Message("Left out of the way:", "経路に含まれないもの:").In(language), .. FindingText.Render(findings, new FindingStyle(FindingFormat.Text, language)), string.Empty];
    }
}
