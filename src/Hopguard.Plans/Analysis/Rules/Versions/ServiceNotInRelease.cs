using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP208: a step names a service that the deployed release does not have.</summary>
public sealed class ServiceNotInRelease : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP208",
        new("A step names a service that the deployed release does not have", "配置中のリリースに存在しないサービスをステップが指定している"),
        new(
            "Services are renamed and removed between releases; the command fails there, after the deployment was stopped.",
            "サービスはリリース間で改名・廃止されます。デプロイメントを停止した後で、そのコマンドが失敗します。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        foreach (var at in trace.Transitions)
        {
            if (at.Before.Deployed is not { } release)
                continue;

            foreach (var name in Named(at.Effect).Where(name => !release.Services.Contains(name.Text)))
                yield return At(name.Place, Describe(name, release, trace.Facts.Application), new RelatedPlace(release.Place, new("its services are listed here", "サービス一覧")));
        }
    }

    private static ImmutableArray<Name> Named(Effect effect) => effect switch
    {
        StopsServices stops => stops.AllBut,
        StartsServices starts => starts.Only,
        AwaitsMigrations awaits => [awaits.Service],
        RunsCommand runs => [runs.Service],
        _ => [],
    };

    private static Message Describe(Name name, Release release, Application application)
    {
        var other = application.Releases.Where(candidate => candidate.Version <= release.Version && candidate.Renames.ContainsKey(name.Text)).Select(candidate => candidate.Renames[name.Text].Text)
            .Concat(application.Releases.Where(candidate => candidate.Version > release.Version)
                .SelectMany(candidate => candidate.Renames.Where(rename => rename.Value.Text == name.Text).Select(rename => rename.Key)))
            .FirstOrDefault();
        return other is null
            ? new(
                $"Service '{name}' is not part of release {release.Version}, which is deployed at this step; name a service of it, or move the step",
                $"サービス '{name}' は、このステップの時点で配置されているリリース {release.Version} にありません。そのリリースのサービスを指定するか、ステップを移してください")
            : new(
                $"Service '{name}' is called '{other}' in release {release.Version}, which is deployed at this step; write '{other}'",
                $"サービス '{name}' は、このステップの時点で配置されているリリース {release.Version} では '{other}' という名前です。'{other}' と書いてください");
    }
}
