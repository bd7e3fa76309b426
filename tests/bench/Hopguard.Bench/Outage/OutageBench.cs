using System.Globalization;
using Hopguard.Lab;

namespace Hopguard.Bench.Outage;

/// <summary>Upgrades the lab's deployment by the guide and by this program, in turns and from the same data, and measures how long nobody answered.</summary>
internal sealed class OutageBench(OutageOptions options)
{
    private const string Before = "2.2.0";
    private const string After = "2.3.0";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    /// <summary>Measures every size, and writes the table.</summary>
    public async Task RunAsync()
    {
        Directory.CreateDirectory(options.Logs);
        await using var engine = await LabEngine.StartAsync(Say);
        var rows = new List<OutageRow>();
        foreach (var gigabytes in options.Gigabytes)
            rows.Add(await MeasureAsync(engine, gigabytes));

        var part = OutagePage.Create(rows);
        Console.Out.WriteLine(part);
        if (options.Page is not null)
            await File.WriteAllTextAsync(options.Page, OutagePage.Replace(await File.ReadAllTextAsync(options.Page), part));
    }

    private static void Say(string line) => Console.Out.WriteLine(line);

    private async Task<OutageRow> MeasureAsync(LabEngine engine, double gigabytes)
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-outage-").FullName;
        await using var deployment = await LabDeployment.CreateAsync(engine, folder, gigabytes > 0 ? LabSize.Gigabytes(gigabytes) : LabSize.Small, Say);
        var bytes = long.Parse(await deployment.SqlAsync("SELECT pg_database_size('cvat')"), CultureInfo.InvariantCulture);
        List<double> guide = [], own = [];
        for (var round = 1; round <= options.Rounds; round++)
        {
            if (options.WithGuide)
                guide.Add(await UpgradeAsync(deployment, $"guide-{gigabytes}-{round}", ByGuideAsync));
            own.Add(await UpgradeAsync(deployment, $"own-{gigabytes}-{round}", (other, say) => new OwnUpgrade(other, options.Program, say).RunAsync()));
        }

        return new OutageRow(bytes, deployment.Size.MediaBytes, guide, own, OutagePage.Load());
    }

    private static Task ByGuideAsync(LabDeployment deployment, Action<string> say)
    {
        var guide = new GuideUpgrade(deployment, say);
        guide.Prepare();
        return guide.RunAsync();
    }

    private async Task<double> UpgradeAsync(LabDeployment deployment, string name, Func<LabDeployment, Action<string>, Task> upgrade)
    {
        await deployment.ResetAsync();
        var shapes = await deployment.SqlAsync("SELECT count(*) FROM engine_labeledshape");
        await using var log = TextWriter.Synchronized(new StreamWriter(Path.Combine(options.Logs, name + ".log")) { AutoFlush = true });
        await using var probe = new OutageProbe(deployment.Port);
        void Tell(string line) => log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{probe.Elapsed.TotalSeconds,7:0.00} {line}"));
        await probe.AwaitAsync(Before, TimeLimit);
        await upgrade(deployment, Tell);
        await probe.AwaitAsync(After, TimeLimit);

        var (from, to) = probe.Between(Before, After);
        Tell(string.Create(CultureInfo.InvariantCulture, $"nobody answered from {from.TotalSeconds:0.00} to {to.TotalSeconds:0.00}"));
        if (await deployment.SqlAsync("SELECT count(*) FROM engine_labeledshape") != shapes)
            throw new InvalidOperationException($"'{name}' lost shapes");

        Say(string.Create(CultureInfo.InvariantCulture, $"{name}: {(to - from).TotalSeconds:0.0} s"));
        return (to - from).TotalSeconds;
    }
}
