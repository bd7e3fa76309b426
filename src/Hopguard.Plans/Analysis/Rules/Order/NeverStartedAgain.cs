using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP102: services are stopped and never started again.</summary>
public sealed class NeverStartedAgain : PlanRule
{
    private const int Shown = 3;

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP102",
        new("Services are stopped and never started again", "停止したサービスが再び起動されない"),
        new("The plan ends with the application down.", "アプリケーションが停止したままプランが終わります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var end = trace.End;
        if (end.Stopped is not { } stop)
            yield break;

        var missing = trace.Facts.ServicesOf(end.Deployed).Where(service => !end.Running.ContainsKey(service)).OrderBy(name => name, StringComparer.Ordinal).ToList();
        if (missing.Count == 0)
            yield break;

        var more = missing.Count - Shown;
        var services = string.Join(", ", missing.Take(Shown).Select(service => $"'{service}'"));
        yield return At(
            stop.Place,
            new(
                $"Step '{stop.Id}' stops what is never started again ({services}{(more > 0 ? $" and {more} more" : string.Empty)}); add 'start-services' behind it",
                $"ステップ '{stop.Id}' が停止したサービス ({services}{(more > 0 ? $" 他 {more} 件" : string.Empty)}) は再び起動されません。後に 'start-services' を追加してください"));
    }
}
