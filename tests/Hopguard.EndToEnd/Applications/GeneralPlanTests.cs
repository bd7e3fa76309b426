using Hopguard.Lab;

namespace Hopguard.EndToEnd.Applications;

/// <summary>
/// A hop of CVAT that no plan was written for: the general plan, on a real engine, between two releases of which neither services nor stores nor the project's name are the same. What
/// lies in a folder that the vendor did not name stays with it. The whole way from 1.7.0 to 2.48.1 is the target RouteDemo.
/// </summary>
public sealed class GeneralPlanTests : IAsyncLifetime
{
    private static readonly LabStart Start = new("2.3.0", "annotation", "2.48.1");

    private LabEngine _engine = null!;
    private LabDeployment? _cvat;

    public async Task InitializeAsync()
    {
        _engine = await LabEngine.StartAsync(Console.Error.WriteLine);
        _cvat = await LabDeployment.CreateAsync(_engine, Directory.CreateTempSubdirectory("hopguard-general-").FullName, Start, say: Console.Error.WriteLine);
    }

    public async Task DisposeAsync()
    {
        if (_cvat is not null)
            await _cvat.DisposeAsync();

        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task It_is_upgraded_over_a_kill_keeps_all_that_it_held_and_is_rolled_back()
    {
        var before = await RouteHoldings.OfAsync(_cvat!);
        await Upgrade().KilledAsync("in:start-services-2");
        (await Upgrade().RunAsync()).ShouldEndWith(0, "upgraded to 2.48.1 and verified");
        (await _cvat!.AwaitAsync()).Should().Be("2.48.1");
        (await before.MissingAsync(_cvat)).Should().BeEmpty();
        (await _cvat.FilesAsync("cvat_data")).Should().NotContain(file => file.Contains("export_cache", StringComparison.Ordinal), "the release's own command deletes them");
        (await _engine.DockerAsync("volume", "ls", "--quiet", "--filter", "name=cvat_cvat_")).Should().BeEmpty("a project of the vendor's name would begin with empty volumes");
        (await _cvat.SharedAsync()).Should().Contain("scan-1.txt:what the operator shares with CVAT");

        (await _engine.DockerAsync("inspect", "--format", "{{.Config.Env}}", "cvat_worker_utils")).Should().Contain("LAB_OPERATOR=was here", "what the override says of a service goes with its name");
        (await _cvat.SqlAsync("SELECT count(*) FROM engine_data WHERE content_size IS NULL")).Should().Be("0");

        (await Typed("RollbackCvat").RunAsync()).ShouldEndWith(0, "Version 2.3.0 is running again, verified");
        (await _cvat.AwaitAsync()).Should().Be("2.3.0");
        (await before.DifferencesAsync(_cvat)).Should().BeEmpty();
    }

    private Typed Upgrade() => Typed("UpgradeCvat").WithAll("to=2.48.1", $"source={_cvat!.Archives}", $"project={Start.Project}");

    private Typed Typed(string target) => new(_cvat!.Engine.Environment, target, [new("deployment", _cvat.Source)]);
}
