using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP031: services start from the tree of another release than the hop leads to.</summary>
public sealed class StartedFromAnotherTree : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP031",
        new("Services start from the tree of another release than the hop leads to", "ホップの到達先と異なるリリースのツリーからサービスが起動する"),
        new(
            "Code of another release migrates the data to a schema that nobody planned for, and no copy or check of the plan was made for it.",
            "別のリリースのコードが、想定されていないスキーマへデータを移行します。プランのコピーも検証もそれに対応していません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (FirstOf(trace) is not { } at)
            yield break;

        var (tree, target) = (at.Before.Deployed!, trace.Compose.To!);
        yield return At(
            at.Step.Place,
            new(
                $"Step '{at.Step.Id}' starts release {tree.Version} where the hop leads to {target.Version}, and its migrations are none that the plan was made for; bring {target.Version} before it",
                $"ホップの到達先は {target.Version} ですが、ステップ '{at.Step.Id}' はリリース {tree.Version} を起動し、プランの想定しない移行を行います。先に {target.Version} に切り替えてください"),
            new RelatedPlace(
                trace.Transitions.TakeWhile(other => !ReferenceEquals(other, at)).Last(other => VersionChange.IsBy(other.Step, trace.Facts.Application)).Step.Place,
                new("that release is put in place here", "そのリリースはここで配置されます")));
    }

    /// <summary>The first such start of a plan; null where there is none, and where it never switches its source, which has a finding of its own.</summary>
    internal static Transition? FirstOf(Trace trace)
    {
        var starts = trace.Of<StartsServices>().Where(at => at.Before.Switched is not null).ToList();
        return trace.Compose.To is not { } target ? null : starts.Find(at =>
            IsAnother(at.Before.Deployed, target, isLast: ReferenceEquals(at, starts[starts.Count - 1])) && !OldCodeOnNewSchema.IsOld(at.Before, trace));
    }

    // On its way a plan may start a release in between; what it must not do is to go beyond the one it leads to, or to end with another.
    private static bool IsAnother(Release? tree, Release target, bool isLast) => tree is not null && (tree.Version > target.Version || (isLast && tree.Version != target.Version));
}
