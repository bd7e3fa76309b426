using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

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

        foreach (var finding in Unknown(from, plan.FromPlace, trace.Facts.Application).Concat(Unknown(to, plan.ToPlace, trace.Facts.Application)))
            yield return finding;

        if (from >= to && !plan.IsOfBase)
        {
            yield return At(
                plan.ToPlace,
                new(
                    $"Version '{to}' is not newer than '{from}', from which the hop starts; a way down is a restore and no hop",
                    $"バージョン '{to}' はホップの始点 '{from}' より新しくありません。下位へ戻すにはホップではなくリストアを使ってください"),
                new RelatedPlace(plan.FromPlace, new("it starts here", "ホップの始点")));
        }
    }

    /// <inheritdoc />
    public override IEnumerable<Finding> CheckRange(Application application, Plan range, bool isEmpty)
    {
        var (from, to) = (range.Range!.From, range.Range.To);
        var unknown = new[] { from.First, from.Last }.OfType<ReleaseVersion>().Distinct().SelectMany(end => Unknown(end, range.FromPlace, application))
            .Concat(range.IsOfBase ? [] : new[] { to.First, to.Last }.OfType<ReleaseVersion>().Distinct().SelectMany(end => Unknown(end, range.ToPlace, application))).ToList();
        if (range.Range.Base is { } change)
            return unknown.Count > 0 || !isEmpty ? unknown : [NoMajors(range, change)];

        return unknown.Count > 0 || !isEmpty ? unknown : [At(
            range.ToPlace,
            new(
                $"No hop leads upwards from one of '{from}' to one of '{to}' that no release to stop at and no plan of its own stands in the way of; widen the ranges, or remove the plan",
                $"'{from}' から '{to}' へ上がるホップがありません (必須の経由地を越えるもの、専用のプランがあるものを除く)。範囲を広げるか、プランを取り除いてください"),
            new RelatedPlace(range.FromPlace, new("it starts here", "ホップの始点")))];
    }

    private Finding NoMajors(Plan range, BaseRange change) => At(
        range.ToPlace,
        new(
            $"PostgreSQL '{change.To}' is nowhere newer than '{change.From}' in a release of '{range.Range!.From}'; widen 'to' or 'keeps', since a way down is a restore and no hop",
            $"'{range.Range!.From}' のどのリリースでも、PostgreSQL '{change.To}' は '{change.From}' より新しくなりません。下位へ戻すにはホップではなくリストアを使うので、'to' か 'keeps' を広げてください"),
        new RelatedPlace(range.FromPlace, new("these versions stay", "維持するバージョン")));

    private IEnumerable<Finding> Unknown(ReleaseVersion version, SourcePlace place, Application application)
    {
        if (application.FindRelease(version) is null)
        {
            yield return At(place, new(
                $"Release '{version}' is not listed in '{application.Path}'; add it under 'releases' with its PostgreSQL major and services",
                $"リリース '{version}' は '{application.Path}' に記載されていません。PostgreSQL のメジャーバージョンとサービスを添えて 'releases' に追加してください"));
        }
    }
}
