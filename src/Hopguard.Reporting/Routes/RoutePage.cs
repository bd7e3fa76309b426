using System.Xml.Linq;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Routes;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Pages;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Routes;

/// <summary>A way over several hops as a page for a browser: for each hop the reasons, and where the data is while it runs.</summary>
public static class RoutePage
{
    /// <summary>The page's text.</summary>
    /// <inheritdoc cref="RouteText.Render" path="/param" />
    public static string Render(
        Application application, Route.Found route, IReadOnlyCollection<Plan> plans, Func<Plan, IReadOnlyCollection<Finding>> findingsOf, ReleaseVersion from, Language language) =>
        Page.Render(
            RouteText.TitleOf(application, route, from).In(language), Phrases.For(language),
            [
                route.Hops.Length < 2 ? null : Chain(route, from),
                .. route.Hops.Select((hop, index) => Page.Section(
                    RouteText.HeadingOf(index, hop),
                    Page.Bullets([.. HopReasons.Of(application, plans, hop).Append(RouteText.Judgement(findingsOf(hop), language)).Select(reason => reason.In(language))]),
                    Proof(application, hop, language))),
            ]);

    private static XElement Chain(Route.Found route, ReleaseVersion from) => new(
        "ol", new XAttribute("class", "route"), route.Hops.Select(hop => hop.To!.ToString()).Prepend(from.ToString()).Select(version => new XElement("li", Untrusted.Line(version))));

    private static IEnumerable<XElement?> Proof(Application application, Plan hop, Language language)
    {
        yield return new XElement("h3", Untrusted.Line(RouteText.ProofHeading(hop).In(language)));
        yield return Page.Table(
            [new Message("after", "ステップ").In(language), new Message("store", "ストア").In(language), new Message("where its data is", "データがある場所").In(language)],
            [
                .. HopProof.Of(application, hop).SelectMany(held => held.Stores.Select((store, index) =>
                    (IReadOnlyList<string>)[index == 0 ? held.After.Id : string.Empty, store.Store, store.Places.In(language)])),
            ]);
    }
}
