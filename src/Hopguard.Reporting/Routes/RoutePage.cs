using System.Xml.Linq;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Pages;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Routes;

/// <summary>A way over several hops as a page for a browser: for each hop the reasons, and where the data is while it runs.</summary>
public static class RoutePage
{
    private static readonly Message[] ProofHeads = [new("after", "ステップ"), new("store", "ストア"), new("where its data is", "データがある場所")];

    /// <summary>The page's text.</summary>
    public static string Render(ExplainedRoute route, Language language) => Page.Render(
        route.Title.In(language), Phrases.For(language),
        [
            route.Hops.Length < 2 ? null : new XElement("ol", new XAttribute("class", "route"), route.Versions.Select(version => new XElement("li", Untrusted.Line(version.ToString())))),
            .. route.Hops.Select(hop => Page.Section(
                hop.Heading,
                Page.Bullets([.. hop.Reasons.Select(reason => reason.In(language))]),
                new XElement("h3", Untrusted.Line(hop.ProofHeading.In(language))),
                Proof(hop, language))),
        ]);

    private static XElement? Proof(ExplainedHop hop, Language language) => Page.Table(
        [.. ProofHeads.Select(head => head.In(language))],
        [.. hop.Proof.SelectMany(held => held.Stores.Select((store, index) => (IReadOnlyList<string>)[index == 0 ? held.After.Id : string.Empty, store.Store, store.Places.In(language)]))]);
}
