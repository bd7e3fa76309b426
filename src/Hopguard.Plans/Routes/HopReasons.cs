using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Routes;

/// <summary>Says why a hop is on a way, and what is special about it: facts of the releases that it leads over, and of its steps.</summary>
public static class HopReasons
{
    // Nobody reads more of them.
    private const int MostNamed = 10;

    /// <summary>The reasons, the choice first; each a clause without a full stop.</summary>
    /// <param name="application">The application.</param>
    /// <param name="plans">Its plans: what else could have been chosen.</param>
    /// <param name="hop">A hop of a route.</param>
    public static ImmutableArray<Message> Of(Application application, IEnumerable<Plan> plans, Plan hop)
    {
        var over = application.Releases.Where(release => release.Version > hop.From! && release.Version <= hop.To!).ToList();
        return
        [
            Choice(application, plans.ToList(), hop),
            .. Conditions(hop),
            .. Stops(application, over, hop),
            .. PostgreSql(application, hop),
            .. Migrations(over),
            .. Services(application, hop, over),
            .. Settings(hop),
            .. Data(over),
            .. over.SelectMany(release => release.PostUpgrade).Select(command => new Message(
                $"Afterwards '{command}' runs once in service '{command.Service}'", $"その後、サービス '{command.Service}' で '{command}' を一度実行します")),
            .. Outage(application, hop),
        ];
    }

    private static Message Choice(Application application, List<Plan> plans, Plan hop)
    {
        var others = plans.Count(other => other is { From: not null, To: not null } && other.From == hop.From && other.To > other.From)
            + plans.Where(other => !other.IsOfBase).Sum(other => PlanExpansion.PairsOf(application, other, plans).Count(pair => pair.From.Version == hop.From)) - 1;
        return others == 0
            ? new($"It is the only hop that starts from '{hop.From}'", $"'{hop.From}' から始まる唯一のホップです")
            : new($"Of {others + 1} hops that start from '{hop.From}', it makes the shortest way", $"'{hop.From}' から始まる {others + 1} つのホップのうち、最短の経路になります");
    }

    private static IEnumerable<Message> Conditions(Plan hop) => hop.Steps.Where(step => step.When is not null)
        .GroupBy(step => step.When!.ToString(), StringComparer.Ordinal)
        .Select(steps => (Condition: steps.Key, Steps: Listed(steps.Select(step => step.Id))))
        .Select(part => new Message($"Since '{part.Condition}' holds, it has {part.Steps.English}", $"条件 '{part.Condition}' が成り立つため、{part.Steps.Japanese} を行います"));

    private static IEnumerable<Message> Stops(Application application, List<Release> over, Plan hop)
    {
        if (over.Any(release => release.MandatoryStop && release.Version == hop.To))
            yield return new($"It ends at '{hop.To}', where every upgrade has to stop", $"必須の経由地 '{hop.To}' で終わります");

        if (over.Find(release => release.Version == hop.To)?.AdvisedStop is { } advice)
            yield return new Message($"It ends at '{hop.To}', where an upgrade had better stop: ", $"経由が推奨される '{hop.To}' で終わります: ") + advice;

        foreach (var later in application.Releases.Where(release => release.StopBefore is { First: { } first } window && hop.From! < first && window.Contains(hop.To!)))
            yield return new($"It stops before '{later.Version}', which can only be reached from one of {later.StopBefore}", $"'{later.Version}' には {later.StopBefore} のいずれかを経由しないと進めないため、その手前で終わります");

        if (application.FindRelease(hop.To!)?.Avoid is { } reason)
            yield return new Message($"It ends at '{hop.To}', which had better be avoided: ", $"避けたほうがよい '{hop.To}' で終わります: ") + reason;

        var passed = over.Where(release => release.Version < hop.To!).Select(release => release.Version.ToString()).ToList();
        if (passed.Count > MostNamed)
            yield return new($"It passes over {passed.Count} releases from '{passed[0]}' to '{passed[passed.Count - 1]}'", $"'{passed[0]}' から '{passed[passed.Count - 1]}' までの {passed.Count} リリースを飛び越します");
        else if (passed.Count > 0)
            yield return new($"It passes over {Listed(passed).English}", $"{Listed(passed).Japanese} を飛び越します");
    }

    private static IEnumerable<Message> PostgreSql(Application application, Plan hop)
    {
        if (hop.SourceIn(application) is { } from && hop.TargetIn(application) is { } to && from.PostgreSqlMajor != to.PostgreSqlMajor)
        {
            yield return new(
                $"PostgreSQL goes from {from.PostgreSqlMajor} to {to.PostgreSqlMajor}, which cannot read the files of the other: the data is dumped and restored",
                $"PostgreSQL が {from.PostgreSqlMajor} から {to.PostgreSqlMajor} に変わります。ファイルの互換性がないため、データをダンプしてリストアします");
        }
    }

    private static IEnumerable<Message> Migrations(List<Release> over)
    {
        var newest = over.SelectMany(release => release.Migrations).GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key}/{group.Last()}").ToList();
        if (newest.Count > 0)
            yield return new($"The database is migrated up to {Listed(newest).English}", $"データベースを {Listed(newest).Japanese} まで移行します");

        var oneWay = over.SelectMany(release => release.OneWay).Select(name => name.Text).ToList();
        if (oneWay.Count > 0)
            yield return new($"There is no way back from {Listed(oneWay).English} but a copy", $"{Listed(oneWay).Japanese} から戻るにはコピーが必要です");

        foreach (var (store, names) in over.SelectMany(release => release.Touches).Select(pair => (pair.Key, pair.Value)))
        {
            var list = Listed(names.Select(name => name.Text));
            yield return new(
                $"Files of '{store}' are changed by {list.English}: they go back only together with the database",
                $"{list.Japanese} が '{store}' のファイルを変更します。元に戻すときはデータベースと一緒です");
        }
    }

    private static IEnumerable<Message> Services(Application application, Plan hop, List<Release> over)
    {
        var renames = over.SelectMany(release => release.Renames).ToDictionary(pair => pair.Key, pair => pair.Value.Text, StringComparer.Ordinal);
        foreach (var pair in renames.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            yield return new($"Service '{pair.Key}' is called '{pair.Value}' from then on", $"サービス '{pair.Key}' の名前が '{pair.Value}' に変わります");

        if (application.FindRelease(hop.From!) is not { } from || application.FindRelease(hop.To!) is not { } to)
            yield break;

        foreach (var service in to.Services.Except(from.Services).Except(renames.Values).OrderBy(name => name, StringComparer.Ordinal))
            yield return new($"Service '{service}' is new", $"サービス '{service}' が加わります");
        foreach (var service in from.Services.Except(to.Services).Except(renames.Keys).OrderBy(name => name, StringComparer.Ordinal))
            yield return new($"Service '{service}' is gone", $"サービス '{service}' がなくなります");
    }

    private static IEnumerable<Message> Settings(Plan hop)
    {
        var settings = hop.RequiredSettings.Select(setting => setting.Text).ToList();
        if (settings.Count > 0)
            yield return new($"The settings {Listed(settings).English} have to be there before anything is stopped", $"停止前に設定 {Listed(settings).Japanese} が必要です");
    }

    private static IEnumerable<Message> Outage(Application application, Plan hop)
    {
        var trace = Interpreter.Run(new ApplicationFacts(application), hop);
        var first = trace.Transitions.FirstOrDefault(transition => transition.Effect is StopsServices or TakesDown);
        var last = trace.Of<StartsServices>().LastOrDefault();
        if (first is not null && last is not null)
            yield return new($"The outage lasts from '{first.Step.Id}' until the new version answers after '{last.Step.Id}'", $"停止時間は '{first.Step.Id}' から、'{last.Step.Id}' の後に新しいバージョンが応答するまでです");
    }

    private static IEnumerable<Message> Data(List<Release> over)
    {
        if (Listed(over.SelectMany(release => release.CanStop).Select(name => name.Text)) is { English.Length: > 0 } stops)
            yield return new($"Some data stops {stops.English}, after which the old version has to come back", $"データによっては {stops.Japanese} が失敗し、旧バージョンに戻すことになります");

        if (Listed(over.SelectMany(release => release.Rewrites).Select(name => name.Text)) is { English.Length: > 0 } rewrites)
            yield return new($"Big tables are written anew by {rewrites.English}: the outage grows with the data", $"{rewrites.Japanese} が大きな表を書き直すため、データ量に応じて停止時間が延びます");

        foreach (var (release, check) in over.SelectMany(release => release.Checks.Select(check => (release, check))))
            yield return new Message($"Checked before '{release.Version}': ", $"'{release.Version}' の前の検査: ") + check.What;

        foreach (var (release, text) in over.SelectMany(release => release.Before.Select(text => (release, text))))
            yield return new Message($"Before '{release.Version}': ", $"'{release.Version}' の前: ") + text;

        foreach (var (release, text) in over.SelectMany(release => release.After.Select(text => (release, text))))
            yield return new Message($"After '{release.Version}': ", $"'{release.Version}' の後: ") + text;
    }

    private static Message Listed(IEnumerable<string> names)
    {
        var quoted = names.Distinct(StringComparer.Ordinal).Select(name => $"'{name}'").ToList();
        return new(string.Join(", ", quoted), string.Join("、", quoted));
    }
}
