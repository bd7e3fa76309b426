using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.UnknownOrDescendingRelease" />
public sealed class UnknownOrDescendingRelease : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.UnknownOrDescendingRelease;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var plan = trace.Plan;
        if (plan.From is not { } from || plan.To is not { } to)
            yield break;

        foreach (var finding in Unknown(from, plan.FromPlace, trace).Concat(Unknown(to, plan.ToPlace, trace)))
            yield return finding;

        if (from >= to)
        {
            yield return At(
                plan.ToPlace,
                new(
                    $"Version '{to}' is not newer than '{from}', from which the hop starts; a way down is a restore and no hop",
                    $"バージョン '{to}' はホップの始点 '{from}' より新しくありません。下位へ戻すにはホップではなくリストアを使ってください"),
                new RelatedPlace(plan.FromPlace, new("it starts here", "ホップの始点")));
        }
    }

    private IEnumerable<Finding> Unknown(ReleaseVersion version, SourcePlace place, Trace trace)
    {
        var application = trace.Facts.Application;
        if (application.FindRelease(version) is null)
        {
            yield return At(place, new(
                $"Release '{version}' is not listed in '{application.Path}'; add it under 'releases' with its PostgreSQL major and services",
                $"リリース '{version}' は '{application.Path}' に記載されていません。PostgreSQL のメジャーバージョンとサービスを添えて 'releases' に追加してください"));
        }
    }
}
