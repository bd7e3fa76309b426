using Hopguard.Engine.Formatting;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Summaries;

/// <summary>A deployment's status for people.</summary>
public static class StatusText
{
    /// <summary>The status, line by line; what could not be found out is not part of it.</summary>
    public static IEnumerable<string> Render(DeploymentReport report, Phrases phrases)
    {
        IReadOnlyList<IEnumerable<string>> parts = [Head(report, phrases), Services(report, phrases), Stores(report, phrases), Runs(report, phrases), Kept(report, phrases), Next(report, phrases)];
        return parts.Select(part => part.ToList()).Where(part => part.Count > 0).SelectMany((part, index) => index == 0 ? part : [string.Empty, .. part]).Select(Untrusted.NotLeading);
    }

    private static IEnumerable<string> Head(DeploymentReport report, Phrases phrases)
    {
        if (report.Installed is { } found)
            yield return Untrusted.Line(phrases[$"{report.Application} {found.Version}, project '{found.Project}' in '{found.Folder}'"]);
        else
            yield return Untrusted.Line(phrases[$"{report.Application} in '{report.Folder}', its version is not known now"]);
        yield return Quotation.Of(phrases[report.Told]).Line;
        if (report.DownSince is { } since)
            yield return Untrusted.Line(phrases[$"{report.Application} is down since {UtcTimes.Of(since)}"]);
    }

    private static IEnumerable<string> Services(DeploymentReport report, Phrases phrases)
    {
        var table = new TextTable([phrases["service"], phrases["status"], phrases["image"]]);
        foreach (var service in report.Services)
            table.Add([Untrusted.Line(service.Service), Untrusted.Line(phrases[service.Status]), Untrusted.Line(service.Image)], text => text);
        return report.Services.Count == 0 ? [] : table.Render(int.MaxValue);
    }

    private static IEnumerable<string> Stores(DeploymentReport report, Phrases phrases)
    {
        var table = new TextTable([phrases["store"], phrases["volume"]]);
        foreach (var (name, store) in report.Stores)
            table.Add([Untrusted.Line(name), Untrusted.Line(store.Volume ?? "-")], text => text);
        return report.Stores.Count == 0 ? [] : table.Render(int.MaxValue);
    }

    private static IEnumerable<string> Runs(DeploymentReport report, Phrases phrases)
    {
        if (report.Runs.Count == 0)
            return [phrases[$"No run in '{Untrusted.Line(report.StateFolder)}'"]];

        var table = new TextTable([phrases["run"], phrases["plan"], phrases["state"], phrases["what happened"]]);
        foreach (var run in report.Runs)
        {
            var isWorkedOn = report.Condition == DeploymentCondition.WorkedOn && run == report.Runs[^1];
            table.Add([run.RunId, run.Route is { } route ? phrases[$"{run.PlanId}, hop {route.Hop} of {route.Hops.Count}"] : run.PlanId, phrases[Word(run.State, isWorkedOn)], isWorkedOn ? string.Empty : Quotation.Of(phrases[run.Verdict.Happened]).Line], text => text);
        }

        return table.Render(int.MaxValue);
    }

    private static IEnumerable<string> Kept(DeploymentReport report, Phrases phrases)
    {
        var table = new TextTable([phrases["run"], phrases["what"], phrases["size"], phrases["where"]], 2);
        foreach (var (run, item) in report.Runs.SelectMany(run => run.Kept.Select(item => (run, item))))
            table.Add([run.RunId, Untrusted.Line(phrases[item.What]), item.Size is { } size ? Sizes.Of(size) : "-", Untrusted.Line(item.Where)], text => text);
        return report.Runs.Count == 0 ? [] : [phrases["Kept"], .. table.Render(int.MaxValue), .. report.Runs.SelectMany(run => run.Removals).Select(line => Untrusted.Line(phrases[line]))];
    }

    private static IEnumerable<string> Next(DeploymentReport report, Phrases phrases) =>
        report.Next.Count == 0 ? [] : [phrases["Type next"], .. report.Next.Select(line => "  " + Untrusted.Line(phrases[line]))];

    private static string Word(RunState state, bool isWorkedOn) => isWorkedOn && state is (RunState.Open or RunState.RollingBack) ? "going on" : StatusWords.Of(state);
}
