using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Running;
using Hopguard.Bench.Fuzz;
using Hopguard.Bench.Outage;
using Hopguard.Bench.Streams;

namespace Hopguard.Bench;

/// <summary>
/// Benchmarks of everything that reads plans. <c>cold 1000</c>: validates once and prints wall and processor milliseconds. <c>report program page</c>: measures everything and
/// writes the page. <c>fuzz --inputs 200000</c>: sends hostile files through the whole analysis. <c>outage program</c>: upgrades the lab's
/// deployment by the guide and by the program, and measures the outage. <c>streams 1</c>: moves a volume of so many gigabytes out of the lab's engine and into it. Anything else is BenchmarkDotNet's.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [ColdStart.Mode, var plans]:
                ColdStart.RunHere(int.Parse(plans, CultureInfo.InvariantCulture));
                break;
            case ["report", var program, var page]:
                var outage = File.Exists(page) ? OutagePage.Find(await File.ReadAllTextAsync(page)) : string.Empty;
                await File.WriteAllTextAsync(page, (Report.Create(program) + outage).TrimEnd('\n') + '\n');
                break;
            case ["fuzz", .. var options]:
                return Fuzz(FuzzOptions.Parse(options));
            case ["outage", var program, .. var options]:
                await new OutageBench(OutageOptions.Parse(program, options)).RunAsync();
                break;
            case ["streams", .. var options]:
                await new StreamBench(options is [var gigabytes, ..] ? double.Parse(gigabytes, CultureInfo.InvariantCulture) : 1, rounds: 5).RunAsync();
                break;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
                break;
        }

        return 0;
    }

    private static int Fuzz(FuzzOptions options) => new FuzzRun(options, new FuzzInputs(FuzzOriginals.Of(Root), options.Seed)).Run();

    internal static string Root =>
        typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
}
