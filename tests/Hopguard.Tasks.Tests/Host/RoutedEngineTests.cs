using Cake.Core;
using Cake.Core.Diagnostics;
using Hopguard.Build.Targets;
using Hopguard.Engine;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Reading;
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
    private readonly CakeEngine _cake = new(Substitute.For<ICakeDataService>(), Substitute.For<ICakeLog>());

    public RoutedEngineTests()
    {
        // What the compiler makes: the newest plan behind the target, and the targets of every plan.
        foreach (var plan in Plans().Plans)
        {
            string? last = null;
            foreach (var step in plan.Steps)
                last = Register($"{plan.Id}/{step.Id}", last);
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
    public void Version_below_is_refused_with_the_way_back()
    {
        var engine = Engine("2.0", "--to=1.1");

        engine.Invoking(it => it.Tasks).Should().Throw<HopguardException>().Which.Message.Should().Be("Version '1.1' of Wiki is older than '2.0', which is installed, and a hop never leads down");
    }

    [Fact]
    public void Where_nothing_is_known_the_newest_hop_stands_for_the_route()
    {
        _deployment.InspectAsync(default!, default!, default).ThrowsAsyncForAnyArgs(new HopguardException("The engine does not answer"));

        Order(Engine(null, "--to=2.1")).Should().StartWith("wiki-general/check-target").And.EndWith(["wiki-general", "UpgradeWiki"]);
    }

    [Fact]
    public void Other_targets_are_left_alone()
    {
        Engine("1.0", ["wiki-1.1"], "--to=2.1").Tasks.Should().NotContain(task => task.Name.Contains('@'));
        _deployment.ReceivedCalls().Should().BeEmpty();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> Hop(string name, bool withPostgres)
    {
        string[] before = ["check-target", "check-space", "pull-images", "stop-services", "dump-database", "restore-database", "verify-copy", "back-up-volumes", "verify-copy-2", "compose-down", "set-setting"];
        string[] behind = ["retire-volume", "promote-volume", "start-services", "verify-store", "start-services-2", "await-migrations", "verify-version", "accept", "delete-retired"];
        return [.. before.Concat(withPostgres ? ["set-setting-2"] : []).Concat(behind).Select(step => $"{name}/{step}"), name];
    }

    private string Register(string name, string? before)
    {
        var task = _cake.RegisterTask(name);
        if (before is not null)
            task.IsDependentOn(before);
        return name;
    }

    private RoutedEngine Engine(string? installed, params string[] arguments) => Engine(installed, ["UpgradeWiki"], arguments);

    private RoutedEngine Engine(string? installed, IReadOnlyList<string> targets, params string[] arguments)
    {
        if (installed is not null)
        {
            _deployment.InspectAsync(default!, default!, default).ReturnsForAnyArgs(new DeploymentSnapshot
            {
                Project = "wiki",
                Folder = "/srv/wiki",
                ComposeFiles = [],
                EngineId = "engine",
                Version = installed,
                Services = [],
                Stores = new Dictionary<string, StoreSnapshot>(StringComparer.Ordinal),
            });
        }

        var host = Substitute.For<IDeploymentHost>();
        host.FindClaimAsync(default, default!, default).ReturnsForAnyArgs(new ClaimState(null, null));
        var call = new Invocation(
            new OptionResolver(CommandLine.Parse([$"--deployment={_folder}", .. arguments]), new Dictionary<string, string>(StringComparer.Ordinal), _folder).Resolve(), CancellationToken.None);
        var plans = new BuiltInPlans(call) { Set = Plans() };
        var services = new RunServices(host, _deployment, new StepHandlers([]), Substitute.For<IRunObserver>(), TimeProvider.System);
        return new RoutedEngine(_cake, targets, call, new CurrentRun(call, plans, services), plans, Substitute.For<ICakeLog>());
    }

    // As Cake does it: what a task depends on comes before it.
    private static List<string> Order(RoutedEngine engine)
    {
        var (tasks, order) = (engine.Tasks.ToDictionary(task => task.Name, StringComparer.Ordinal), new List<string>());
        Visit("UpgradeWiki");
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
