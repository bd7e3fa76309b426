using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Rules.DataSafety;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP116: the new version is checked before it runs.</summary>
public sealed class CheckedBeforeStart : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP116",
        new("The new version is checked before it runs", "新しいバージョンが起動する前に確認される"),
        new(
            "The check asks the old version or nobody at all: it fails or waits for what cannot come.",
            "確認の相手は旧バージョンか、誰もいない状態です。失敗するか、来るはずのないものを待ち続けます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        // Where another release than the target starts, that is what has to be mended first.
        if (trace.Plan.To is not { } to || trace.Plan.TargetIn(trace.Facts.Application) is not { } release || trace.End.Switched is null || StartedFromAnotherTree.FirstOf(trace) is not null)
            return [];
        if (trace.Plan.IsOfBase && !ReferenceEquals(trace.End.Deployed, release))
            return [];

        return trace.Of<VerifiesVersion>().Concat(trace.Of<AwaitsMigrations>()).SelectMany(at => Check(at, to, release, trace));
    }

    private IEnumerable<Finding> Check(Transition at, ReleaseVersion to, Release release, Trace trace)
    {
        if (AskedOf(at.Effect, to, trace) is not { } service || (at.Before.Running.TryGetValue(service, out var running) && ReferenceEquals(running.Release, release)))
            yield break;

        // A service that stays down to the end has its finding at the step that stops it.
        if (!trace.End.Running.ContainsKey(service))
            yield break;

        yield return At(
            at.Step.Place,
            new(
                $"Step '{at.Step.Id}' asks service '{service}' before version '{to}' of it runs; move it behind 'start-services'",
                $"ステップ '{at.Step.Id}' は、サービス '{service}' のバージョン '{to}' が動く前に確認します。'start-services' の後に移してください"));
    }

    // A check of another version is reported as that.
    private static string? AskedOf(Effect effect, ReleaseVersion to, Trace trace) => effect switch
    {
        VerifiesVersion verifies when verifies.Expect == to => trace.Facts.Application.ProbeOf(to).Service,
        AwaitsMigrations awaits => awaits.Service,
        _ => null,
    };
}
