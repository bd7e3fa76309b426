using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP202: a hop starts from or leads to an unknown release, or does not lead upwards.</summary>
public sealed class UnknownOrDescendingRelease : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP202",
        new("A hop starts from or leads to an unknown release, or does not lead upwards", "ホップの始点または終点が未知のリリースであるか、上位バージョンへ向かっていない"),
        new(
            "What a release needs is known from the application's file; old code on a newer schema corrupts data while it looks healthy.",
            "リリースに必要な情報はアプリケーションのファイルから得られます。新しいスキーマの上で古いコードを動かすと、正常に見えたままデータが壊れます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
