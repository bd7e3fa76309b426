using Hopguard.Engine.Claims;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Runs;

/// <summary>Takes the claim on a deployment before anything is read that decides something, and removes what a killed owner left running.</summary>
internal sealed class DeploymentOpener(RunServices services, Application application, RunOptions options, string named, RunLibrary library, CommandHints hints)
{
    /// <summary>Opens the deployment.</summary>
    /// <param name="plan">The plan whose run may begin; null where only a run that was begun can go on.</param>
    /// <param name="begun">The run that will be gone on with, as far as is known without the claim; null when none is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HopguardException">Somebody else works on the deployment or has a run that is not over, or the state folder lies in a bad place.</exception>
    public async Task<DeploymentAccess> OpenAsync(Plan? plan, RunHistory? begun, CancellationToken cancellationToken)
    {
        var placement = new StatePlacement(options.DeploymentFolder, library.StateFolder);
        if (plan is not null && begun is null)
            placement.RequireOutsideTrees(plan);

        // In the middle of somebody's run there may be no container of the project: then the claim alone knows its name.
        var state = await services.Host.FindClaimAsync(begun?.Start!.Before.Project ?? options.Project, options.DeploymentFolder, cancellationToken);
        var known = state.Holder ?? state.Run;
        var project = begun?.Start!.Before.Project ?? known?.Project ?? await services.Deployment.FindProjectAsync(application, options, cancellationToken);
        var outline = await services.Deployment.OutlineAsync(application, project, begun?.Start!.Before, cancellationToken);
        if (plan is not null && begun is null)
            placement.RequireOutsideData(outline);

        // Read before anything is made or taken: a refusal leaves nothing behind, and there may be no image of a project without containers.
        if (state.IsLeft)
            RequireOwn(state.Run!, StateIdentity.Find(library.StateFolder), plan is not null);

        PrepareStateFolder();
        var stateLock = DeploymentLock.Take(library.StateFolder, services.Clock);
        try
        {
            var record = new ClaimRecord(project, options.DeploymentFolder, library.StateFolder, StateIdentity.Ensure(library.StateFolder), RunOwner.Current(services.Clock));
            var images = known is { Image.Length: > 0 } ? [.. outline.Images, known.Image] : outline.Images;
            return await ClaimAsync(stateLock, record, images, plan is not null, begun is null, cancellationToken);
        }
        catch
        {
            stateLock.Dispose();
            throw;
        }
    }

    private async Task<DeploymentAccess> ClaimAsync(
        DeploymentLock stateLock, ClaimRecord record, IReadOnlyList<string> images, bool mayGiveUp, bool isNew, CancellationToken cancellationToken)
    {
        var claim = await services.Host.ClaimAsync(record, images, cancellationToken);
        try
        {
            var givesUp = await RequireOwnAsync(claim, mayGiveUp, cancellationToken);
            if (isNew)
                RequireNoNeighbour(record.Project);

            await services.Host.RemoveToolsAsync(record.Project, cancellationToken);
            return new DeploymentAccess(stateLock, claim) { GivesUp = givesUp };
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    private void RequireNoNeighbour(string project)
    {
        if (new NeighbouringStates(named, library).FindBlocking() is not { } other)
            return;

        var start = other.History.Start!;
        throw new HopguardException(
            $"Run '{start.RunId}' of deployment '{project}' is not over; its state lies in '{other.StateFolder}'. Nothing was changed",
            "Go on with that run, or roll it back")
        { Commands = hints.WaysOut(start.PlanId, other.StateFolder, other.History) };
    }

    private void PrepareStateFolder()
    {
        try
        {
            RunFolder.CreateFolder(library.StateFolder);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new HopguardException($"State folder '{library.StateFolder}' cannot be made: {trouble.Message}", "Give another one with --state", trouble);
        }
    }

    /// <summary>Refuses where a run of another state folder is not over. True where the operator gave that run up.</summary>
    private async Task<bool> RequireOwnAsync(IDeploymentClaim claim, bool mayGiveUp, CancellationToken cancellationToken)
    {
        if (await claim.FindRunAsync(cancellationToken) is not { } run)
            return false;

        switch (RequireOwn(run, claim.Record.StateId, mayGiveUp))
        {
            case Whose.Nobodys:
                await claim.ForgetAsync(cancellationToken);
                return false;
            case Whose.GivenUp:
                await RequireNothingLeftAsync(run, cancellationToken);
                return true;
            default:
                return false;
        }
    }

    private Whose RequireOwn(ClaimRecord run, string? stateId, bool mayGiveUp)
    {
        // A folder that is seen here and has nothing under way any more: its owner was killed between the end of the run and the end of the claim.
        var isSeen = StateIdentity.Find(run.StateFolder) == run.StateId;
        var isOurs = run.StateId == stateId;
        var mayBeGivenUp = mayGiveUp && options.GiveUp == run.RunId;
        if (isSeen || isOurs)
        {
            var runs = isOurs ? library : new RunLibrary(run.StateFolder);
            // Nobody could say what that run did with what it left on the engine.
            if (run.RunId.Length > 0 && !runs.Has(run.RunId))
                return mayBeGivenUp ? Whose.GivenUp : throw ClaimRefusal.Gone(run, runs.FolderOf(run.RunId), [GiveUp(run)]);
            if (runs.FindBlocking() is null)
                return Whose.Nobodys;
        }

        if (isOurs)
            return Whose.Ours;

        if (mayBeGivenUp && !isSeen)
            return Whose.GivenUp;

        // What lies on this host and is not there was lost, and no command goes on with it.
        throw !isSeen && run.Owner.Host == Environment.MachineName ? ClaimRefusal.Gone(run, run.StateFolder, [GiveUp(run)]) : Foreign(run, isSeen);
    }

    // Whose the run is that the engine knows.
    private enum Whose
    {
        Ours,
        Nobodys,
        GivenUp,
    }

    private HopguardException Foreign(ClaimRecord run, bool isSeen) =>
        ClaimRefusal.Foreign(run, [.. hints.WaysOut(run.PlanId, run.StateFolder, isSeen ? NeighbouringStates.Read(run.StateFolder) : null), GiveUp(run)]);

    private string GiveUp(ClaimRecord run) => $"where that folder is lost for good: {hints.Continue} --give-up={run.RunId}";

    // What a lost run put aside may be the only place where some data is; nobody but the operator can tell.
    private async Task RequireNothingLeftAsync(ClaimRecord run, CancellationToken cancellationToken)
    {
        var left = await services.Host.FindMadeAsync(run.Project, run.RunId, cancellationToken);
        if (left.Names.Count == 0)
            return;

        throw new HopguardException(
            $"Run '{run.RunId}' left '{string.Join("', '", left.Names)}', which may hold data that exists nowhere else; nothing was changed",
            "Look at them, copy away what is needed, then remove them and type the same command again")
        { Commands = left.Removal };
    }
}
