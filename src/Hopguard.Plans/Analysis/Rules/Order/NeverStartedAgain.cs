using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.NeverStartedAgain" />
public sealed class NeverStartedAgain : PlanRule
{
    private const int Shown = 3;

    /// <inheritdoc />
    public override Rule Rule => OrderRules.NeverStartedAgain;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var end = trace.End;
        if (end.Stopped is not { } stop)
            yield break;

        var missing = trace.Facts.ServicesOf(end.Deployed).Where(service => !end.Running.ContainsKey(service)).OrderBy(name => name, StringComparer.Ordinal).ToList();
        if (missing.Count == 0)
            yield break;

        var more = missing.Count > Shown ? $" and {missing.Count - Shown} more" : string.Empty;
        var services = string.Join(", ", missing.Take(Shown).Select(service => $"'{service}'")) + more;
        yield return At(stop.Place, $"Step '{stop.Id}' stops what is never started again ({services}); add 'start-services' behind it");
    }
}
