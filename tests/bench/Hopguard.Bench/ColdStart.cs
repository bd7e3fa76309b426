using System.Globalization;
using Hopguard.Plans.Reading;

namespace Hopguard.Bench;

/// <summary>The first validation of a process, in which everything is compiled just in time. Each is measured in a process of its own.</summary>
internal static class ColdStart
{
    /// <summary>The mode of this program that does it once.</summary>
    public const string Mode = "cold";

    private const int Rounds = 5;

    /// <summary>Measures it in fresh processes: from the first call of the library to its end, without the start of the process.</summary>
    public static Measure Validate(int plans) => Measure.Median(Enumerable.Range(0, Rounds).Select(_ => Parse(Run(plans))));

    /// <summary>Does it in this process, and prints what it cost.</summary>
    public static void RunHere(int plans)
    {
        IReadOnlyList<PlanFile> files = PlanTexts.Files(plans);
        var measure = Measure.Of(() => Work.Validate(files));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measure.Wall.TotalMilliseconds} {measure.Processor.TotalMilliseconds}"));
    }

    private static string Run(int plans) =>
        Measure.OfProgram("dotnet", typeof(ColdStart).Assembly.Location, Mode, plans.ToString(CultureInfo.InvariantCulture)).Output;

    private static Measure Parse(string output)
    {
        var times = output.Split(' ').Select(text => TimeSpan.FromMilliseconds(double.Parse(text, CultureInfo.InvariantCulture))).ToList();
        return new Measure(times[0], times[1]);
    }
}
