using Hopguard.Engine.Runs;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Routes;
using Hopguard.Plans.Steps;
using Hopguard.Reporting.Routes;
using Hopguard.Reporting.Text;

namespace Hopguard.Tasks.Runs;

/// <summary>What an upgrade shows before anything happens: its hops with their reasons, what comes behind them, and what is known of outage and space.</summary>
public static class RoutePreview
{
    /// <summary>All lines.</summary>
    public static IEnumerable<string> Render(Application application, IReadOnlyList<Plan> plans, RouteAhead ahead, Language language)
    {
        if (ahead.Hops.Count == 0 || (ahead.IsBegun && ahead.Place is null) || !application.Versions.TryObserve(ahead.From, out var from))
            return [];

        var route = RouteText.Render(ExplainedRoute.Of(application, new Route.Found([.. ahead.Hops]), [.. plans], plan => PlanAnalysis.Analyze(application, plan), from), language);
        return [.. ahead.IsAssumed ? [Assumed(ahead.From, language)] : Array.Empty<string>(), .. route, string.Empty, .. Outlook(ahead).Select(line => Untrusted.Line(line.In(language))), string.Empty];
    }

    /// <summary>What is said where the route cannot be found out.</summary>
    public static string Unknown(Language language) => new Message(
        "What is installed cannot be found out now, so the hops from there are not shown, but the newest plan with all its conditions; add --from=<installed version>, and --to=<wanted version>, to see yours",
        "インストール済みのバージョンを確認できないため、そこからのホップではなく、最新のプランをすべての条件とともに示します。実際のホップを見るには --from=<インストール済みのバージョン> と --to=<目的のバージョン> を追加してください").In(language);

    private static string Assumed(string from, Language language) => new Message(
        $"What is installed cannot be found out now: this is the way from {from}, as --from says", $"インストール済みのバージョンを確認できないため、--from で指定された {from} からの経路を示します").In(language);

    private static IEnumerable<Message> Outlook(RouteAhead ahead)
    {
        if (ahead.Place is { Hops.Count: var count } place && ahead.IsBegun)
            yield return new Message($"This goes on with hop {place.Hop} of {count} of the route that was begun", $"開始済みの経路の {count} ホップのうち {place.Hop} 番目から続けます");
        if (ahead.Later.Count > 0)
            yield return new Message($"It ends at the next stop; the same command goes on from there to {ahead.Later[^1].To}", $"次の経由地で終わります。同じコマンドで、そこから {ahead.Later[^1].To} まで続けられます");
        if (ahead.Beyond.Count > 0)
            yield return new Message($"Behind {ahead.Hops[^1].To}, once it was accepted, the same command leads on to {ahead.Beyond[^1].To}", $"{ahead.Hops[^1].To} を受け入れた後、同じコマンドで {ahead.Beyond[^1].To} まで進みます");
        if (ahead.Place is null)
            yield break;

        yield return new Message(
            $"Outage: one for each hop, {ahead.Hops.Count} in all; between them users work with the version that was reached, and a rollback puts aside what they write there",
            $"停止時間: ホップごとに 1 回、全部で {ahead.Hops.Count} 回です。間は到達したバージョンを利用でき、そこで書かれたものはロールバック時に別に保管されます");
        if (ahead.Hops.Any(hop => hop.Steps.Any(step => step is CheckSpace)))
        {
            yield return new Message(
                "Space: the copies of all hops and the data that they retire are kept until the route is accepted; the first hop measures whether there is room for all, before anything is stopped",
                "容量: すべてのホップのコピーと退避したデータは、経路を受け入れるまで保管されます。何かを停止する前に、最初のホップで全体の空きを確認します");
        }

        yield return new Message("Every hop is verified before the next begins; you accept once, at the end, and until then a rollback leads to the start or to any stop", "各ホップは次の開始前に検証されます。受け入れは最後に一度だけで、それまでは開始時点にもどの経由地にもロールバックできます");
    }
}
