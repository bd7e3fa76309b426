using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Steps;
using Hopguard.Docker.Targets;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>
/// Looks at the target's compose files while the running version is still untouched, asks the servers of stores whether the target can use what they hold, and
/// every later step what it would refuse; reports everything that is wrong at once.
/// </summary>
public sealed class CheckTargetHandler(IContainerEngine engine, ICompose compose, IEnumerable<IStoreProbe> probes, ReferencedSettings settings, IExternalServers? externals = null) : StepHandler<CheckTarget>
{
    private static readonly ITargetCheck[] Checks =
    [
        new FilesAsPlanned(), new NameUnchanged(), new VolumesUnchanged(), new StoreFoldersApart(), new SettingsPresent(Environment.GetEnvironmentVariable), new BindSourcesPresent(),
        new ServicesPresent(), new ServerInProject(), new ServerNewEnough(), new ImagesOfTarget(), new DataFolderMounted(), new SettingsKept(), new OverlaysPresent(), new SwitchPossible(),
    ];

    private readonly StoreProbes _probes = new(probes);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(CheckTarget step, StepContext context, CancellationToken cancellationToken)
    {
        var (rendering, names) = await TargetRendering.UseAsync(compose, context, (rendering, project) => Task.FromResult((rendering, compose.FindNames(project))), cancellationToken);
        var target = new RenderedTarget(rendering.Configuration, await compose.ConfigAsync(context.Before.Compose(), cancellationToken), TargetFiles.Of(context), rendering.Carried);
        foreach (var warning in target.Target.Warnings)
            context.Log("compose: " + warning);

        var edits = await new ReleaseEdits(compose).FindAsync(target, context, cancellationToken);
        var left = await new LeftSettings(engine).FindAsync(_probes.Served(context, target.Target.Services.Keys.ToHashSet(StringComparer.Ordinal)), context, cancellationToken);
        foreach (var warning in TargetWarnings.Of(target, context).Concat(edits.Warnings).Concat(left))
            context.Warn(warning);

        var problems = Checks.SelectMany(check => check.Problems(target, context)).ToList();
        problems.AddRange(new SecretsPresent(compose).Find(target, context));
        problems.AddRange(await new StartedAsRendered(engine, compose).FindAsync(target, context, cancellationToken));
        problems.AddRange(edits.Problems);
        problems.AddRange(await new NamesFree(engine).ProblemsAsync(target, context, cancellationToken));
        problems.AddRange(await new PortsFree(engine).ProblemsAsync(target, context, cancellationToken));
        problems.AddRange(await new ExternalsPresent(engine).ProblemsAsync(target, cancellationToken));
        problems.AddRange(await new ReplacementsFree(engine).ProblemsAsync(target, context, cancellationToken));
        var known = TargetBuilds.WithoutBuilt(target.Target, context);
        problems.AddRange(await new VersionReadable(engine, settings).FindAsync(known, context, cancellationToken));
        problems.AddRange(await new DataFoldersFit(engine).FindAsync(_probes.Served(context, known.Services.Keys.ToHashSet(StringComparer.Ordinal)), known, context, cancellationToken));
        problems.AddRange(await UnusableStoresAsync(target, context, cancellationToken));
        problems.AddRange(await new CrossingChecks(engine, _probes, externals).FindAsync(context, cancellationToken));
        problems.AddRange(await context.Foresee(cancellationToken));
        context.Memory.Doubts(context.Options.ComposeFiles is not null && problems.Exists(problem => problem.Contains("--compose-files", StringComparison.Ordinal)) ? OptionDoubt.ComposeFiles : OptionDoubt.None);
        // What is refused here may be the shell: whoever goes on then comes with another.
        if (problems.Count == 0)
            new ExportedValues(compose).Note(context, names);
        return problems.Count == 0
            ? new StepOutcome.Done($"{Counts.Of(target.Target.Services.Count, "service")}, {Counts.Of(target.Target.Volumes.Count, "volume")} of project '{context.Before.Project}' checked")
            : new StepOutcome.Failed(string.Join("; ", problems), "Nothing was changed; correct this and run the same command again");
    }

    /// <inheritdoc />
    protected override Task<StepOutcome.Failed?> GuardEntryAsync(CheckTarget step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new ExportedValues(compose).FindDifference(context));

    private async Task<List<string>> UnusableStoresAsync(RenderedTarget target, StepContext context, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var restored = context.Plan.Steps.OfType<DumpDatabase>().Select(dump => dump.Store.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var (store, probe) in _probes.Served(context, target.Target.Services.Keys.ToHashSet(StringComparer.Ordinal)))
        {
            var server = await ServiceContainers.FindAsync(engine, store.Service, context, cancellationToken);
            var isFresh = context.Plan.Steps.OfType<PromoteVolume>().Any(promote => promote.To.Text == store.Name);
            if (StoreLogins.Of(context.Application, store, target.Target, target.Files.Locate).ToList() is { Count: > 0 } logins)
                problems.AddRange(await probe.FindRefusedAsync(server.Name, logins, isFresh ? target.Target.Services[store.Service] : null, cancellationToken));
            if (restored.Contains(store.Name))
                problems.AddRange(await probe.FindUnusableAsync(server.Name, Readable(target.Target.Services[store.Service], target.Files), cancellationToken));
        }

        return problems;
    }

    private static ComposeService Readable(ComposeService service, TargetFiles files) =>
        service with { Mounts = [.. service.Mounts.Select(mount => mount.Kind == "bind" ? mount with { Source = files.Locate(mount.Source) } : mount)] };
}
