using Cake.Core;
using Cake.Core.Diagnostics;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Steps;
using Hopguard.Hosting.Targets;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Runs;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Hopguard.Tasks.Tests.Host;

/// <summary>The tasks of an upgrade are those of the route from what is installed, in its order: by the targets of a plan of one pair, and by targets of their own where a plan serves a range.</summary>
public sealed class RoutedEngineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard-routed").FullName;
    private readonly IDeployment _deployment = Substitute.For<IDeployment>();
    private readonly IDeploymentHost _host = Substitute.For<IDeploymentHost>();
    private readonly IDeploymentClaim _claim = Substitute.For<IDeploymentClaim>();
    private CurrentRun? _run;
    private Invocation? _call;
    private readonly CakeEngine _cake = new(Substitute.For<ICakeDataService>(), Substitute.For<ICakeLog>());

    public RoutedEngineTests()
    {
        Directory.CreateDirectory(Deployment);
        _claim.Record.Returns(new ClaimRecord("wiki", Deployment, _folder, "state", RunOwner.Unknown));
        _claim.FindRunAsync(default).ReturnsForAnyArgs((ClaimRecord?)null);
        _host.FindIdAsync(default).ReturnsForAnyArgs("engine");
        _host.FindClaimAsync(default, default!, default).ReturnsForAnyArgs(new ClaimState(null, null));
        _host.ClaimAsync(default!, default!, default).ReturnsForAnyArgs(_claim);
        _deployment.FindProjectAsync(default!, default!, default).ReturnsForAnyArgs("wiki");
        _deployment.OutlineAsync(default!, default!, default, default).ReturnsForAnyArgs(new DeploymentOutline([], []));

        // What the compiler makes: the newest plan behind the target, and the targets of every plan.
        foreach (var plan in Plans().Plans)
        {
            string? last = null;
            foreach (var step in plan.Steps)
                last = Register($"{plan.Id}/{step.Id}", last, async () => await (await _run!.OpenAsync(plan.Id))!.RunStepAsync(step.Id, CancellationToken.None));
            Register(plan.Id, last);
        }

        Register("UpgradeWiki", "wiki-general");
    }

    [Fact]
    public void Hops_are_laid_one_behind_the_other_each_step_a_task()
    {
        var order = Order(Engine("1.0", "--to=2.1"));

        order.Should().Equal([.. Hop("wiki-1.1", withPostgres: false), .. Hop("wiki-general@2.0", withPostgres: true), .. Hop("wiki-general@2.1", withPostgres: false), "UpgradeWiki"]);
    }

    [Fact]
    public void One_stop_is_one_hop() => Order(Engine("1.0", "--to=2.1", "--until-stop")).Should().Equal([.. Hop("wiki-1.1", withPostgres: false), "UpgradeWiki"]);

    [Fact]
    public void Installed_version_has_nothing_to_do() => Order(Engine("2.1", "--to=2.1")).Should().Equal("UpgradeWiki");

    [Fact]
    public void A_lost_run_is_given_up_by_opening_the_hop_that_is_over() =>
        Order(Engine("2.1", "--to=2.1", "--give-up=20260102-030405")).Should().Equal([.. Hop("wiki-general@2.1", withPostgres: false), "UpgradeWiki"]);

    [Fact]
    public void Version_below_is_refused_with_the_way_back()
    {
        var engine = Engine("2.0", "--to=1.1");

        engine.Invoking(it => it.Tasks).Should().Throw<HopguardException>().Which.Message.Should().Be("Version '1.1' of Wiki is older than '2.0', and a hop never leads down");
    }

    [Theory]
    [InlineData("--to=banana")]
    [InlineData("--from=banana")]
    [InlineData("--stop-at=banana")]
    public void What_is_no_version_is_told_where_nothing_is_known_too(string option)
    {
        _deployment.InspectAsync(default!, default!, default).ThrowsAsyncForAnyArgs(new HopguardException("The engine does not answer"));

        Engine(null, option).Invoking(it => it.Tasks).Should().Throw<HopguardException>().Which.Message.Should().Be("'banana' is no version of Wiki; nothing was changed");
    }

    [Fact]
    public void Where_nothing_is_known_the_newest_hop_stands_for_the_route()
    {
        _deployment.InspectAsync(default!, default!, default).ThrowsAsyncForAnyArgs(new HopguardException("The engine does not answer"));

        Order(Engine(null, "--to=2.1")).Should().StartWith("wiki-general/check-target").And.EndWith(["wiki-general", "UpgradeWiki"]);
        Order(Engine(null, "--from=2.0", "--to=2.1")).Should().StartWith("wiki-general/check-target");
    }

    [Fact]
    public void A_look_goes_by_the_version_that_is_said_to_be_installed()
    {
        _deployment.InspectAsync(default!, default!, default).ThrowsAsyncForAnyArgs(new HopguardException("The engine does not answer"));

        Order(Engine(null, ["UpgradeWiki"], isLook: true, "--from=2.0", "--to=2.1")).Should().Equal([.. Hop("wiki-general@2.1", withPostgres: false), "UpgradeWiki"]);
    }

    [Fact]
    public async Task Hops_are_run_one_behind_the_other_under_one_claim()
    {
        var engine = Engine("1.0", "--to=2.1");

        await RunAsync(engine);

        var runs = RunLibrary.Of(new RunOptions { DeploymentFolder = Deployment }).Runs().Select(run => run.History).ToList();
        runs.Select(run => (run.Start!.Before.Version, run.Start.Route!.Hop, run.State())).Should()
            .Equal(("1.0", 1, RunState.AwaitingAcceptance), ("1.1", 2, RunState.AwaitingAcceptance), ("2.0", 3, RunState.AwaitingAcceptance));
        runs.Select(run => run.Start!.Route!.Id).Should().AllBe(runs[0].Start!.RunId);
        await _host.ReceivedWithAnyArgs(1).ClaimAsync(default!, default!, default);
        _claim.Received(1).Dispose();
    }

    [Fact]
    public void Other_targets_are_left_alone()
    {
        Engine("1.0", ["wiki-1.1"], "--to=2.1").Tasks.Should().NotContain(task => task.Name.Contains('@'));
        _deployment.ReceivedCalls().Should().BeEmpty();
    }

    [Theory]
    [InlineData("wiki-1.1", new[] { "ask" })]
    [InlineData("wiki-general", new[] { "ask@2.0", "ask@2.1" })]
    public async Task A_task_of_the_program_stands_in_every_hop_of_its_plan(string plan, string[] asks)
    {
        var asked = 0;
        Register("ask", $"{plan}/verify-copy", () => Task.FromResult(asked++));
        new CakeTaskBuilder((CakeTask)_cake.Tasks.Single(task => task.Name == "ask")).IsDependeeOf($"{plan}/back-up-volumes");
        var engine = Engine("1.0", "--to=2.1");

        var order = Order(engine);
        await RunAsync(engine);

        order.Where(name => !name.StartsWith("wiki-", StringComparison.Ordinal)).Should().Equal([.. asks, "UpgradeWiki"]);
        foreach (var ask in asks)
        {
            var hop = plan + ask["ask".Length..];
            order.Should().ContainInConsecutiveOrder($"{hop}/verify-copy", ask, $"{hop}/back-up-volumes");
        }

        asked.Should().Be(asks.Length);
    }

    [Fact]
    public async Task A_task_of_the_program_that_fails_leaves_the_run_to_be_continued()
    {
        Register("ask", "wiki-1.1/verify-copy", () => throw new InvalidOperationException("nobody answers"));
        new CakeTaskBuilder((CakeTask)_cake.Tasks.Single(task => task.Name == "ask")).IsDependeeOf("wiki-1.1/back-up-volumes");
        var engine = Engine("1.0", "--to=2.1");

        await engine.Invoking(_ => RunAsync(engine)).Should().ThrowAsync<CakeReportException>();
        _call!.AtEnd!();

        RunLibrary.Of(new RunOptions { DeploymentFolder = Deployment }).Runs().Should().ContainSingle().Which.History.State().Should().Be(RunState.Open);
    }

    [Fact]
    public void A_target_of_the_program_that_needs_the_upgrade_has_its_route()
    {
        Register("weekly", "UpgradeWiki");
        Register("greet", "wiki-general/verify-version");
        new CakeTaskBuilder((CakeTask)_cake.Tasks.Single(task => task.Name == "greet")).IsDependeeOf("UpgradeWiki");

        Order(Engine("1.1", ["weekly"], "--to=2.1"), "weekly").Should()
            .Equal([.. Hop("wiki-general@2.0", withPostgres: true), .. Hop("wiki-general@2.1", withPostgres: false), "greet@2.1", "UpgradeWiki", "weekly"]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> Hop(string name, bool withPostgres)
    {
        string[] before = ["check-target", "check-space", "pull-images", "stop-services", "dump-database", "restore-database", "verify-copy", "back-up-volumes", "verify-copy-2", "compose-down", "set-setting"];
        string[] behind = ["retire-volume", "promote-volume", "start-services", "verify-store", "start-services-2", "await-migrations", "verify-version", "accept", "delete-retired"];
        return [.. before.Concat(withPostgres ? ["set-setting-2"] : []).Concat(behind).Select(step => $"{name}/{step}"), name];
    }

    private string Deployment => Path.Combine(_folder, "wiki");

    private async Task RunAsync(RoutedEngine engine)
    {
        var settings = new ExecutionSettings();
        settings.SetTarget("UpgradeWiki");
        await engine.RunTargetAsync(Substitute.For<ICakeContext>(), new DefaultExecutionStrategy(Substitute.For<ICakeLog>(), Substitute.For<ICakeReportPrinter>()), settings);
        _call!.AtEnd!();
    }

    // Every step is done at once; the one that verifies the version is where it changes.
    private StepHandlers Handlers() => new(Plans().Plans.SelectMany(plan => plan.Steps).Select(step => step.GetType()).Distinct().Select(type =>
    {
        var handler = Substitute.For<IStepHandler>();
        handler.StepType.Returns(type);
        handler.ExecuteAsync(default!, default!, default).ReturnsForAnyArgs(call =>
        {
            if (type == typeof(VerifyVersion))
                Install(call.Arg<StepContext>().Plan.To!.ToString());
            return type == typeof(Accept) ? new StepOutcome.Waiting("you") : (StepOutcome)new StepOutcome.Done("done");
        });
        return new StepRegistration(null, handler);
    }));

    private void Install(string version) => _deployment.InspectAsync(default!, default!, default).ReturnsForAnyArgs(new ContainerDetails
    {
        ComposeFiles = [],
        Services = [],
        Stores = new Dictionary<string, StoreSnapshot>(StringComparer.Ordinal),
    }.AddTo(new DeploymentSnapshot
    {
        Project = "wiki",
        Folder = Deployment,
        EngineId = "engine",
        Version = version,
    }));

    private string Register(string name, string? before, Func<Task>? work = null)
    {
        var task = _cake.RegisterTask(name);
        if (work is not null)
            task.Does(work);
        if (before is not null)
            task.IsDependentOn(before);
        return name;
    }

    private RoutedEngine Engine(string? installed, params string[] arguments) => Engine(installed, ["UpgradeWiki"], arguments);

    private RoutedEngine Engine(string? installed, IReadOnlyList<string> targets, params string[] arguments) => Engine(installed, targets, isLook: false, arguments);

    private RoutedEngine Engine(string? installed, IReadOnlyList<string> targets, bool isLook, params string[] arguments)
    {
        if (installed is not null)
            Install(installed);

        _call = new Invocation(
            new OptionResolver(CommandLine.Parse([$"--deployment={Deployment}", .. arguments]), new Dictionary<string, string>(StringComparer.Ordinal), _folder).Resolve(), CancellationToken.None)
        { IsLook = isLook };
        var plans = new BuiltInPlans(_call) { Set = Plans() };
        _run = new CurrentRun(_call, plans, TestServices.Of(_host, _deployment, Handlers()));
        return new RoutedEngine(_cake, targets, _call, _run, plans, Substitute.For<ICakeLog>());
    }

    // As Cake does it: what a task depends on comes before it.
    private static List<string> Order(RoutedEngine engine, string target = "UpgradeWiki")
    {
        var (tasks, order) = (engine.Tasks.ToDictionary(task => task.Name, StringComparer.Ordinal), new List<string>());
        Visit(target);
        return order;

        void Visit(string name)
        {
            foreach (var dependency in tasks[name].Dependencies)
                Visit(dependency.Name);
            if (!order.Contains(name))
                order.Add(name);
        }
    }

    private static PlanSet Plans()
    {
        var root = Path.Combine(Program.Root, "tests/corpus/wiki");
        var facts = File.ReadAllText(Path.Combine(root, "application.yaml")).Replace("migrations: { wiki:", "mandatory-stop: true, migrations: { wiki:", StringComparison.Ordinal);
        return PlanSet.Read([
            new("plans/wiki/application.yaml", facts),
            new("plans/wiki/1.0-1.1.yaml", File.ReadAllText(Path.Combine(root, "good/1.0-1.1.yaml"))),
            new("plans/wiki/general.yaml", File.ReadAllText(Path.Combine(root, "ranges/general.yaml"))),
        ]);
    }
}
