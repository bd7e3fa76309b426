using System.Collections.Immutable;
using Hopguard.Containers.Claims;
using Hopguard.Containers.Handlers;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Docker.Handlers;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Handlers;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>
/// A deployment of an application in memory, and a plan to run against it: by the real runner, with the real handlers of everything that an engine does with
/// containers and source trees, and handlers of the model for what is in volumes and databases, under the real names and refusals.
/// </summary>
internal sealed class ModelBed : IRunObserver, IDisposable
{
    public const string Project = "model";

    private readonly TempFolder _folder = TempFolder.InMemory();
    private readonly TestClock _clock = new();
    private readonly RunServices _services;
    private readonly ModelDeployment _deployment;

    public ModelBed(Application application, Plan plan)
    {
        application = InVolumes(application);
        (Application, Plan, World) = (application, plan, new ModelWorld());
        Engine = new ModelEngine(World, application, Project, _clock);
        var compose = new ModelCompose(World, Engine, application);
        IReadOnlyList<string> files = plan.StopFiles.IsEmpty ? [.. application.ComposeFiles] : [.. plan.StopFiles.Select(file => file.Text)];
        _deployment = new ModelDeployment(World, Project, files);
        IStoreProbe[] probes = [new ModelProbe(World)];
        var freshness = new Freshness(Engine, [new ModelUnchanged(World, CopyEvidence.Dump), new ModelUnchanged(World, CopyEvidence.Archive)]);
        _services = new RunServices(
            new ContainerHost(Engine, _clock),
            _deployment,
            new StepHandlers(new IStepHandler[]
            {
                new ModelCheckTargetHandler(), new ModelCheckSpaceHandler(), new ModelFetchHandler(), new PullImagesHandler(Engine, compose, probes), new StopServicesHandler(Engine, probes),
                new ModelDumpHandler(World, Engine, freshness), new ModelRestoreHandler(World, Engine), new VerifyCopyHandler([new ModelDumpVerifier(World, Engine), new ModelArchiveVerifier(World)]),
                new DiscardTrialHandler(Engine), new ModelBackUpHandler(World, Engine, freshness), new ComposeDownHandler(Engine, compose, probes, freshness), new SwitchSourceHandler(compose),
                new SetSettingHandler(), new SetImageTagHandler(), new ModelCheckoutHandler(),
                new ModelRetireHandler(World, Engine, freshness), new ModelPromoteHandler(World, Engine), new UseBackupHandler(), new ModelRestoreVolumesHandler(World, Engine), new StartServicesHandler(Engine, compose, probes, freshness), new ModelVerifyStoreHandler(World, Engine),
                new ModelMigrationsHandler(World), new VerifyVersionHandler(Engine, compose, _deployment), new RunCommandHandler(Engine, compose), new AcceptHandler(Engine, compose, _deployment),
                new ModelDeleteRetiredHandler(Engine),
            }.Select(handler => new StepRegistration(null, Refusals.Before(handler)))),
            this,
            _clock);
        Options = new RunOptions { DeploymentFolder = Path.Combine(_folder.Path, "app"), StateFolder = Path.Combine(_folder.Path, "state"), StartupTimeout = TimeSpan.FromMinutes(1) };
        Deploy(files);
        if (plan.Steps.Any(step => step is UseBackup))
            Options = Options with { Backup = ModelBackup.Make(Path.Combine(_folder.Path, "backup"), plan, application, _deployment.InspectAsync(application, Options, CancellationToken.None).GetAwaiter().GetResult(), World, _clock) };
    }

    // How data moves in a folder of the host is the affair of the tests on a real engine: to the model, a folder is one more volume.
    private static Application InVolumes(Application application) => application with
    {
        Stores = application.Stores.ToImmutableDictionary(store => store.Key, store => store.Value.Mount is null ? store.Value : store.Value with { Volume = store.Key, Mount = null }),
        Releases = [.. application.Releases.Select(release => release with { Stores = release.Stores.ToImmutableDictionary(
            change => change.Key, change => change.Value.Mount is null ? change.Value : change.Value with { Volume = Name.Of(change.Key), Mount = null }) })],
    };

    /// <summary>The application as the next opened run finds it in its file.</summary>
    public Application Application { get; set; }

    public Plan Plan { get; }

    public ModelWorld World { get; }

    public ModelEngine Engine { get; }

    public RunOptions Options { get; set; }

    /// <summary>What is refused; nothing as long as no test says so.</summary>
    public ModelRefusals Refusals { get; } = new();

    /// <summary>Whether the servers of databases do not tell what they are.</summary>
    public bool IsServerSilent
    {
        get => _deployment.IsServerSilent;
        set => _deployment.IsServerSilent = value;
    }

    /// <summary>The version that is installed when a run begins.</summary>
    public Release From => Plan.SourceIn(Application) ?? Application.Releases[^1];

    /// <summary>The version that is to be installed at the end.</summary>
    public Release To => Plan.TargetIn(Application) ?? From;

    /// <summary>Called when a step begins or ends, and whenever the world changes.</summary>
    public Action Moment { get; set; } = () => { };

    /// <summary>Called when a step was done or undone.</summary>
    public Action Boundary { get; set; } = () => { };

    public string Tree => ModelFiles.VersionIn(Options.DeploymentFolder, Application.ComposeFiles[0], Application).ToString();

    /// <summary>Where the newest run stands; null where none was begun.</summary>
    public RunState? State() => RunLibrary.Of(Options).Runs() is [.., var newest] ? newest.History.State() : null;

    public async Task<RunState> UpgradeAsync()
    {
        using var session = await Opener().OpenAsync(Range ?? Plan, CancellationToken.None) ?? throw new InvalidOperationException("The deployment is at the version already");
        foreach (var step in Plan.Steps)
            await session.RunStepAsync(step.Id, CancellationToken.None);

        return session.State;
    }

    /// <summary>What the upgrade of an application does: asks what is left to do, and does one hop after the other without letting go of the deployment.</summary>
    public async Task<RouteAhead> UpgradeRouteAsync()
    {
        var ahead = await FindRouteAsync();
        RunSession? session = null;
        try
        {
            foreach (var (index, hop) in ahead.Hops.Index())
            {
                var opener = new RunOpener(_services, Application, Options with { To = hop.To!.ToString() }, TestBed.Hints) { Plans = Plans, Place = ahead.PlaceOf(index, session) };
                session = await opener.OpenAsync(Plans.First(plan => plan.Id == hop.Id), session, CancellationToken.None) ?? throw new InvalidOperationException("The deployment is at the version already");
                foreach (var step in hop.Steps)
                    await session.RunStepAsync(step.Id, CancellationToken.None);
                Report = session.Report();
            }
        }
        finally
        {
            session?.Dispose();
        }

        return ahead;
    }

    /// <summary>What an upgrade would do now.</summary>
    public async Task<RouteAhead> FindRouteAsync() => await new RouteFinder(_services, Application, Options, Plans, TestBed.Hints).FindAsync(CancellationToken.None)
        ?? throw new InvalidOperationException("Nothing can be said of the route");

    /// <summary>What the last hop of a route, or the last rollback, told at its end.</summary>
    public RunReport? Report { get; private set; }

    /// <summary>All plans of the application, where more than one is run.</summary>
    public IReadOnlyList<Plan> Plans { get; set; } = [];

    /// <summary>The claim on the deployment that outlives processes; null while the deployment is free.</summary>
    public async Task<string?> ClaimedForAsync() => (await _services.Host.FindClaimAsync(Project, Options.DeploymentFolder, CancellationToken.None)).Run?.RunId;

    public async Task<RunState> RollBackAsync()
    {
        using var session = await Opener().OpenForRollbackAsync(Plans is [] ? [Range ?? Plan] : Plans, CancellationToken.None);
        await session.RollBackAsync("asked for", CancellationToken.None);
        Report = session.Report();
        return session.State;
    }

    /// <summary>Does what the operator types, one of the commands of <see cref="TestBed.Hints"/>, and gives the verdict that is printed.</summary>
    public async Task<RunVerdict> TypeAsync(string command)
    {
        Options = Options with { Accept = command == TestBed.Hints.Accept };
        var isRollback = command == TestBed.Hints.RollBack;
        using var session = isRollback ? await Opener().OpenForRollbackAsync([Plan], CancellationToken.None) : await Opener().OpenAsync(Plan, CancellationToken.None);
        try
        {
            if (isRollback)
                await session!.RollBackAsync(JournalEntry.RollbackStarted.ByOperator, CancellationToken.None);
            foreach (var step in isRollback ? [] : Plan.Steps)
                await session!.RunStepAsync(step.Id, CancellationToken.None);

            return session!.Report().Verdict;
        }
        catch (HopguardException refusal)
        {
            return session!.Report(refusal).Verdict;
        }
    }

    /// <summary>Everything as it is now: what a kill at this moment would leave.</summary>
    public ModelMoment Freeze()
    {
        while (true)
        {
            try
            {
                return new(
                    World.Now,
                    Directory.GetDirectories(_folder.Path, "*", SearchOption.AllDirectories),
                    [.. Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(IsKept).Select(file => (file, Read(file)))]);
            }
            catch (Exception moved) when (moved is FileNotFoundException or DirectoryNotFoundException)
            {
                // Work that began before its step writes beside this look: a file got its final name between the listing and the reading. The next listing has it.
            }
        }
    }

    /// <summary>Makes everything as it was.</summary>
    public void Return(ModelMoment moment)
    {
        World.Now = moment.World;
        World.Violations.Clear();
        Engine.LetGo();
        foreach (var folder in Directory.GetDirectories(_folder.Path))
            Directory.Delete(folder, recursive: true);

        // Those that are empty too: a run's folder is there before its journal is.
        foreach (var folder in moment.Folders)
            Directory.CreateDirectory(folder);
        foreach (var (file, content) in moment.Files)
            File.WriteAllBytes(file, content);

        _clock.Move(TimeSpan.FromHours(1));
    }

    public void On(RunEvent runEvent)
    {
        if (runEvent is RunEvent.PreparationStarted or RunEvent.PreparationFinished or RunEvent.StepStarted or RunEvent.StepFinished or RunEvent.UndoStarted or RunEvent.StepUndone)
            Moment();
        if (runEvent is RunEvent.StepFinished or RunEvent.StepUndone)
            Boundary();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The plan for a range of versions that the plan comes from, where a run shall be begun with it.</summary>
    public Plan? Range { get; set; }

    private RunOpener Opener() => new(_services, Application, Options, TestBed.Hints) { Plans = Plans };

    // A lock goes with its process, and the reserve of a journal is made anew.
    private static bool IsKept(string file) => !Path.GetFileName(file).StartsWith("lock", StringComparison.Ordinal) && !file.EndsWith(".reserve", StringComparison.Ordinal);

    // The journal is open for writing while a moment is taken.
    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private void Deploy(IReadOnlyList<string> files)
    {
        Directory.CreateDirectory(Options.DeploymentFolder);
        foreach (var file in files.Concat(Application.ComposeFiles).Concat(Plan.StartFiles.Select(file => file.Text)))
            File.WriteAllText(Path.Combine(Options.DeploymentFolder, file), ModelFiles.Of(Plan, Application, From));
        File.WriteAllText(Path.Combine(Options.DeploymentFolder, ".env"), ModelFiles.Settings(Application, From));

        new ModelCompose(World, Engine, Application).UpAsync(new(Project, Options.DeploymentFolder, files), [], start: true, withDependencies: true, CancellationToken.None).GetAwaiter().GetResult();
        World.IsDeployed = true;
        World.Changed = () =>
        {
            if (Directory.Exists(Path.Combine(Options.StateFolder!, "runs")))
                Moment();
        };
    }
}

/// <summary>The world and every file at one moment.</summary>
internal sealed record ModelMoment(ModelState World, IReadOnlyList<string> Folders, IReadOnlyList<(string File, byte[] Content)> Files);
