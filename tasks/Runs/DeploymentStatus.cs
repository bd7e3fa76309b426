using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Plans.Model;

namespace Hopguard.Tasks.Runs;

/// <summary>A look at a deployment and its runs, without the lock and without changing anything.</summary>
public sealed class DeploymentStatus(Session call, ShippedPlans plans, RunServices services)
{
    /// <summary>Writes what is installed, what ran, what is kept and what can be typed next.</summary>
    public async Task WriteAsync(string applicationName, TextWriter output)
    {
        var (application, all) = plans.OfApplication(applicationName);
        await WriteDeploymentAsync(application, output);
        var library = RunLibrary.Of(call.Options.ToRunOptions());
        var runs = library.Runs();
        await output.WriteLineAsync($"Runs in {library.StateFolder}: {(runs.Count == 0 ? "none" : runs.Count)}");
        foreach (var (_, history) in runs)
            await output.WriteLineAsync($"  {history.Start!.RunId}  {history.Start.PlanId,-16}  {history.State()}  begun by {history.Start.Owner}");

        if (runs.Count > 0 && PlanOf(all, runs[^1].History) is { } plan)
            await WriteNewestAsync(new RunRecord(application, plan, runs[^1].Folder, runs[^1].History), output);
    }

    private async Task WriteDeploymentAsync(Application application, TextWriter output)
    {
        DeploymentSnapshot found;
        try
        {
            found = await services.Deployment.InspectAsync(application, call.Options.ToRunOptions(), call.Cancellation);
        }
        catch (HopguardException trouble)
        {
            // In the middle of an upgrade there may be nothing to inspect; the runs below say why.
            await output.WriteLineAsync($"{application.Title}: {trouble.Message}");
            return;
        }

        await output.WriteLineAsync($"{application.Title} {found.Version}, project '{found.Project}' in {found.Folder}");
        foreach (var service in found.Services)
            await output.WriteLineAsync($"  {service.Service,-22} {(service.WasRunning ? "running" : "stopped"),-8} {service.Image}");
        foreach (var (name, store) in found.Stores)
            await output.WriteLineAsync($"  store {name,-16} {store.Volume ?? "(no volume)"}");
    }

    private async Task WriteNewestAsync(RunRecord run, TextWriter output)
    {
        var report = new ReportBuilder(run, NextCommands.For(run.Application, run.Plan, call), services.Clock).Build();
        await output.WriteLineAsync($"Newest run {report.RunId}: {report.Verdict.Happened}. {report.Verdict.State}");
        foreach (var kept in report.Kept)
            await output.WriteLineAsync($"  keeps {kept.What}: {kept.Where}");
        foreach (var next in report.Verdict.Next)
            await output.WriteLineAsync($"  next: {next}");
    }

    private static Plan? PlanOf(IReadOnlyList<Plan> plans, RunHistory history) => plans.FirstOrDefault(plan => plan.Id == history.Start!.PlanId);
}
