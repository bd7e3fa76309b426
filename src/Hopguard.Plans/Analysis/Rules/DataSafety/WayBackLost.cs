using Hopguard.Plans.Analysis.Crashes;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP012: from a step on, nothing holds what a store held in the version before.</summary>
public sealed class WayBackLost : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP012",
        new("From a step on, nothing holds what a store held in the version before", "あるステップから先、移行前のストアの内容がどこにも残らない"),
        new(
            "A kill or a failure there can neither go on safely nor return: the store's own volume has changed, nothing was put aside, and no verified and fresh copy exists.",
            "そこで中断または失敗すると、安全に続けることも戻ることもできません。ストア自身のボリュームは変更され、退避したものも、検証済みの新しいコピーもないためです。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var reported = Reported(trace);
        return CrashWindows.Of(trace).Where(window => !reported.Contains(window.Store.Store.Name) && !IsReported(window, trace)).Select(Judge);
    }

    // Stores that a step took away without good cover: the finding at that step says the same of them.
    private static HashSet<string> Reported(Trace trace) => new(
        trace.Losses.Where(loss => !loss.IsCovered).Select(loss => loss.Store.Store.Name),
        StringComparer.Ordinal);

    // The others name the one thing that is wrong where it stands: no copy at all, one that went or was torn, migrations that were taken back or change files.
    private static bool IsReported(CrashWindow window, Trace trace)
    {
        var store = window.Store;
        return trace.End.Stores[store.Store.Name].LatestCopy is null
            || (store.LatestCopy is not null && window.Best is null)
            || window.Best is { Parts: var parts } && store.Store.IsCopiedAsFiles && parts[store.Store.Name].Writer is not null
            || window.At.Effect is ReversesMigrations
            || (window.At.Effect is StartsServices && TouchedStores.Of(trace).ContainsKey(store.Store.Name));
    }

    private Finding Judge(CrashWindow window)
    {
        var (at, store) = (window.At, window.Store);
        var name = store.Store.Name;
        var fact = new Message(
            $"Nothing holds what store '{name}' held in the version before once step '{at.Step.Id}' has begun",
            $"ステップ '{at.Step.Id}' が始まると、移行前のバージョンでストア '{name}' が持っていた内容はどこにも残りません");
        var why = Why(window);
        return At(at.Step.Place, new($"{fact.English}: {why.English}", $"{fact.Japanese}。{why.Japanese}"), [.. Trail(window)]);
    }

    private static Message Why(CrashWindow window)
    {
        var (store, best) = (window.Store, window.Best);
        if (best is null)
            return new("it is copied only later; copy it and verify the copy before this step", "コピーされるのは後のステップです。このステップの前にコピーし、検証してください");

        if (best.VerifiedBy is null)
        {
            return new(
                $"its copy '{best.Name}' was not verified by then; add 'verify-copy' before this step",
                $"コピー '{best.Name}' がまだ検証されていません。このステップの前に 'verify-copy' を追加してください");
        }

        if (best.IsFresh(store) && !WayBack.Outlives(best, window.At.After))
        {
            return new(
                $"its copy '{best.Name}' lies in the volume of store '{best.KeptIn}', which the way back overwrites first; keep it in the folder of the run by leaving out 'in'",
                $"コピー '{best.Name}' はストア '{best.KeptIn}' のボリュームの中にあり、元に戻す途中で先に上書きされます。'in' を書かず、実行フォルダーに置いてください");
        }

        if (best.IsFresh(store))
        {
            return new(
                $"its copy '{best.Name}' was taken of what the plan had put into it; take a copy before that",
                $"コピー '{best.Name}' は、プランが入れ替えた後の内容から取られています。その前にコピーを取ってください");
        }

        return new(
            $"'{store.LastWriter}' could write after its copy '{best.Name}' was taken; {LateWrite.Remedy(store).English} before this step",
            $"コピー '{best.Name}' の後に '{store.LastWriter}' が書き込めました。このステップの前に、{LateWrite.Remedy(store).Japanese}");
    }

    private static IEnumerable<RelatedPlace> Trail(CrashWindow window)
    {
        var (at, store, best) = (window.At, window.Store, window.Best);
        List<RelatedPlace> trail = [.. Related.LastWriter(store)];
        if (best is not null)
            trail.Add(Related.Taken(best));
        if (store.EmptiedBy is { } emptied && !ReferenceEquals(emptied, at.Step))
            trail.Add(Related.Emptied(emptied));

        return trail.OrderBy(place => place.Place.Start).Append(new(at.Step.Place, new("a kill or a failure from here on loses it", "ここから先で中断または失敗すると失われます")));
    }
}
