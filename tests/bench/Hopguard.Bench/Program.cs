using System.Globalization;
using BenchmarkDotNet.Running;

namespace Hopguard.Bench;

/// <summary>
/// Benchmarks of everything that reads plans. <c>cold 1000</c>: validates once and prints wall and processor milliseconds. <c>report program page</c>: measures everything and
/// writes the page. Anything else is BenchmarkDotNet's.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case [ColdStart.Mode, var plans]:
                ColdStart.RunHere(int.Parse(plans, CultureInfo.InvariantCulture));
                break;
            case ["report", var program, var page]:
                File.WriteAllText(page, Report.Create(program));
                break;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
                break;
        }

        return 0;
    }
}
