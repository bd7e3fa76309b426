using System.Globalization;
using Hopguard.Containers;
using Hopguard.Docker.Registration;
using Hopguard.Engine;
using Hopguard.Engine.Handlers;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.EndToEnd.Applications;

/// <summary>
/// Runs a plan of any application or a route over several, or rolls it back: reads the application's folder, judges it, and hands its steps to the engine one by one as the targets of a build do. A process of its
/// own, so that it can be killed.
/// </summary>
internal static class PlanProgram
{
    /// <summary>The program's entry.</summary>
    /// <param name="arguments">
    /// <c>run</c> or <c>roll-back</c>, the application's folder, the plan's id, with the PostgreSQL major behind an <c>@</c> where it leads to one, the deployment's folder, and where wanted the point at which it kills itself and where images come from; or <c>upgrade</c>, <c>accept</c> or
    /// <c>roll-back-to</c>, with a version in place of the plan's id.
    /// </param>
    public static async Task<int> Main(string[] arguments)
    {
        var (verb, folder, planId, deployment) = (arguments[0], arguments[1], arguments[2].Split('@')[0], arguments[3]);
        int? postgres = arguments[2].Split('@') is [_, var major] ? int.Parse(major, CultureInfo.InvariantCulture) : null;
        var set = PlanSet.Read(Files(folder));
        var plan = verb is "upgrade" or "accept" or "roll-back-to" ? set.Plans[0] : set.FindPlan(planId) ?? throw new InvalidOperationException($"There is no plan '{planId}' in '{folder}', only {string.Join(", ", set.Plans.Select(known => known.Id))}");
        var errors = PlanAnalysis.Analyze(set).Where(finding => finding.Severity == Severity.Error).ToList();
        foreach (var error in errors)
            Console.WriteLine(error);
        if (errors.Count > 0)
            return 2;

        try
        {
            await RunAsync(verb, set.ApplicationOf(plan), plan, set, new RunOptions
            {
                DeploymentFolder = deployment,
                Postgres = postgres,
                KillAt = arguments.ElementAtOrDefault(4) is { Length: > 0 } point ? point : null,
                BuildImages = arguments.ElementAtOrDefault(5) == "build",
                StartupTimeout = TimeSpan.FromMinutes(1),
                To = verb is "upgrade" or "accept" ? planId : null,
                ToStop = verb == "roll-back-to" ? planId : null,
                Accept = verb == "accept",
                DeleteRetired = verb == "accept",
            });
            return 0;
        }
        catch (HopguardException failure)
        {
            Console.WriteLine(failure);
            return 1;
        }
    }

    private static async Task RunAsync(string verb, Application application, Plan plan, PlanSet set, RunOptions options)
    {
        await using var services = new ServiceCollection().AddSingleton<IRunObserver, Printed>().AddHopguardEngine().AddHopguardContainers().AddHopguardDocker().AddHopguardPostgres().BuildServiceProvider();
        var hints = new CommandHints("run", "roll-back", "run, accept", "delete", "look");
        var opener = new RunOpener(services.GetRequiredService<RunServicesByKind>().For(application), application, options, hints) { Plans = set.PlansOf(application) };
        if (verb is "upgrade" or "accept")
        {
            await RunRouteAsync(services.GetRequiredService<RunServicesByKind>().For(application), application, set.PlansOf(application), options, hints);
            return;
        }

        if (verb is "roll-back" or "roll-back-to")
        {
            using var back = await opener.OpenForRollbackAsync(set.PlansOf(application), CancellationToken.None);
            await back.RollBackAsync(JournalEntry.RollbackStarted.ByOperator, CancellationToken.None);
            return;
        }

        using var session = await opener.OpenAsync(plan, CancellationToken.None);
        if (session is null)
            throw new HopguardException("There is nothing to do");
        foreach (var step in plan.Steps.Where(step => session.Has(step.Id)))
            await session.RunStepAsync(step.Id, CancellationToken.None);
    }

    private static async Task RunRouteAsync(RunServices services, Application application, IReadOnlyList<Plan> plans, RunOptions options, CommandHints hints)
    {
        var ahead = await new RouteFinder(services, application, options, plans, hints).FindAsync(CancellationToken.None) ?? throw new HopguardException("Nothing is known of the route");
        RunSession? session = null;
        try
        {
            foreach (var (index, hop) in ahead.Hops.Index())
            {
                var opener = new RunOpener(services, application, options with { To = hop.To!.ToString() }, hints) { Plans = plans, Place = ahead.PlaceOf(index, session) };
                session = await opener.OpenAsync(plans.First(plan => plan.Id == hop.Id), session, CancellationToken.None) ?? throw new HopguardException("There is nothing to do");
                foreach (var step in hop.Steps)
                    await session.RunStepAsync(step.Id, CancellationToken.None);
                Console.WriteLine($"At {hop.To}: {session.State}");
            }
        }
        finally
        {
            session?.Dispose();
        }
    }

    // The corpus keeps plans in folders by what is thought of them; those of an application lie beside its file.
    private static IEnumerable<PlanFile> Files(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(PlanFile.IsYaml).Order(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(folder, file);
            if (path == ApplicationReader.FileName || path.StartsWith("compose/", StringComparison.Ordinal) || path.StartsWith("good/", StringComparison.Ordinal))
                yield return new PlanFile($"plans/{Path.GetFileName(folder)}/{(path.StartsWith("good/", StringComparison.Ordinal) ? path["good/".Length..] : path)}", File.ReadAllText(file));
        }
    }

    private sealed class Printed : IRunObserver
    {
        public void On(RunEvent runEvent)
        {
            if (runEvent is not (RunEvent.StepProgressed or RunEvent.StepLogged))
                Console.WriteLine(runEvent);
        }
    }
}
