using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Backups;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Handlers;

/// <summary>
/// Takes copies from the backup that <c>--backup</c> names. Everything that speaks against it is found before anything is stopped: damage, stores that it lacks, another version,
/// another deployment. The backup itself is only read, from where it lies.
/// </summary>
public sealed class UseBackupHandler : StepHandler<UseBackup>
{
    private const string Agreed = "agreed";

    /// <inheritdoc />
    protected override Task<Probe> ProbeAsync(UseBackup step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Evidence.HasCopy(step.As) ? Probe.Done(Summary(context.Evidence.Copy(step.As), context)) : Probe.NotDone());

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<string>> ForeseeAsync(UseBackup step, StepContext context, CancellationToken cancellationToken)
    {
        // Said before it is looked at: whatever is found wrong is wrong with what was named.
        context.Memory.Doubts(OptionDoubt.Backup);
        var (_, copy, _) = Find(step, context);
        IReadOnlyList<string> problems = copy is not null && await context.FindDamageAsync(copy, cancellationToken) is { } damage
            ? [$"Backup '{context.Options.Backup}' is damaged: {damage}; name another backup"]
            : [];
        if (problems.Count == 0)
            context.Memory.Doubts(OptionDoubt.None);
        return problems;
    }

    /// <inheritdoc />
    protected override Task<StepOutcome> ExecuteAsync(UseBackup step, StepContext context, CancellationToken cancellationToken)
    {
        var (backup, copy, stores) = Find(step, context);
        if (copy is null)
            return Task.FromResult<StepOutcome>(new StepOutcome.Failed($"Backup '{backup.Folder.Path}' holds none of {Names(step.Stores.Select(store => store.Text))}"));

        backup.GiveTo(context.Evidence, copy, step.As, stores, context.Clock.GetUtcNow());
        return Task.FromResult<StepOutcome>(new StepOutcome.Done(Summary(context.Evidence.Copy(step.As), context)));
    }

    // The backup, its copy of what the step asks for, and the stores of it that the installed version has.
    private static (GivenBackup Backup, CopyEvidence? Copy, IReadOnlyList<string> Stores) Find(UseBackup step, StepContext context)
    {
        var backup = GivenBackup.Open(context.Options.Backup ?? context.Memory.Recall(Agreed), context.Application);
        RequireVersion(backup, context);
        RequireOwn(backup, context);
        var wanted = step.Stores.Select(store => store.Text).Where(store => context.Before.Stores.TryGetValue(store, out var found) && found.Volume is not null).ToList();
        var missing = wanted.Where(store => backup.Of(store) is null && context.Application.Stores.GetValueOrDefault(store) is not { Disposable: true }).ToList();
        if (missing.Count > 0)
            throw new HopguardException($"Backup '{backup.Folder.Path}' is not complete: it holds no verified copy of {Names(missing)}, so name a backup that does; nothing was changed");

        var held = wanted.Where(store => backup.Of(store) is not null).ToList();
        var copies = held.Select(store => backup.Of(store)!.Name).Distinct(StringComparer.Ordinal).ToList();
        if (copies.Count > 1)
            throw new HopguardException($"Run '{backup.Start.RunId}' in '{backup.Folder.Path}' keeps {Names(held)} in several copies, so it is no backup to restore from: name the folder of a backup's run; nothing was changed");

        return (backup, held.Count == 0 ? null : backup.Of(held[0]), held);
    }

    private static void RequireVersion(GivenBackup backup, StepContext context)
    {
        if (context.Before.Version == backup.Version)
            return;

        var application = context.Application;
        var isOlder = application.Versions.TryObserve(context.Before.Version, out var installed) && application.Versions.TryObserve(backup.Version, out var taken) && installed < taken;
        throw isOlder
            ? new HopguardException(
                $"Backup '{backup.Folder.Path}' is of version {backup.Version}, and project '{context.Before.Project}' runs {context.Before.Version}: upgrade with --target={ShellWord.Posix(TargetName.Of(TargetName.Upgrade, application.Name))} --to={backup.Version} first, since a backup goes into its own version only; nothing was changed")
            : new HopguardException(
                $"Backup '{backup.Folder.Path}' is of version {backup.Version}, and project '{context.Before.Project}' runs {context.Before.Version}: roll back with --target={ShellWord.Posix(TargetName.Of(TargetName.Rollback, application.Name))} where the upgrade is not accepted yet, else restore on an engine without the deployment, with the compose files of {backup.Version}, since a backup goes into its own version only; nothing was changed");
    }

    // A restore onto another host is what a backup is for, and the wrong folder a mistake that looks the same: the operator says which it is.
    private static void RequireOwn(GivenBackup backup, StepContext context)
    {
        var (theirs, ours) = (backup.Start.Before, context.Before);
        if (context.Memory.Recall(Agreed) == backup.Folder.Path)
            return;

        if (context.Options.ForeignBackup || context.Options.IsNewInstallation || (theirs.Project, theirs.EngineId) == (ours.Project, ours.EngineId))
        {
            // What was said, or was true, before the outage need not be said again after a kill.
            context.Memory.Remember(Agreed, backup.Folder.Path);
            return;
        }

        throw new HopguardException(
            $"Backup '{backup.Folder.Path}' is of project '{theirs.Project}' in folder '{theirs.Folder}' of engine '{theirs.EngineId}', and not of project '{ours.Project}' of this engine: say --foreign-backup where its data is to replace that of this deployment; nothing was changed");
    }

    private static string Summary(CopyEvidence copy, StepContext context) =>
        $"{Names(copy.Stores)} from backup '{Path.GetDirectoryName(Path.GetDirectoryName(copy.Folder))}', of version {context.Before.Version}";

    private static string Names(IEnumerable<string> stores) => $"'{string.Join("', '", stores)}'";
}
