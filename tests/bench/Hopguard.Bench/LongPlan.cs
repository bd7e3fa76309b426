using System.Globalization;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Bench;

/// <summary>A procedure of as many steps as are wanted, as far as the reader takes them: what it refuses nobody can have, so nobody measures it.</summary>
internal static class LongPlan
{
    private const string Path = "plans/app/long.yaml";

    /// <summary>The application that it belongs to.</summary>
    public static Application Application { get; } =
        ApplicationReader.Read("plans/app/application.yaml", PlanTexts.FilesOf("app", 1).First().Text).Value ?? throw new InvalidOperationException("The application cannot be read");

    /// <summary>Stops, dumps, restores beside, verifies, and discards the trial, over and over; every fifth step takes a copy of its own.</summary>
    /// <exception cref="InvalidOperationException">The reader refuses a plan of so many steps.</exception>
    public static Plan OfSteps(int count)
    {
        var read = PlanReader.Read(Path, TextOfSteps(count), hash: string.Empty);
        return read.Value ?? throw new InvalidOperationException($"There is no plan of {count} steps: {string.Join("; ", read.Findings)}");
    }

    private static string TextOfSteps(int count) =>
        "application: app\nprocedure: long\nsummary: a long procedure\nsteps:\n" + string.Concat(Enumerable.Range(0, count).Select(number => $"  - {Step(number)}\n"));

    private static string Step(int number)
    {
        var round = (number / 5).ToString(CultureInfo.InvariantCulture);
        return (number % 5) switch
        {
            0 => "stop-services: { all-but: [db] }",
            1 => $"dump-database: {{ store: database, as: dump{round} }}",
            2 => $"restore-database: {{ copy: dump{round}, into: trial{round} }}",
            3 => $"verify-copy: {{ copy: dump{round}, by: trial{round} }}",
            _ => $"discard-trial: {{ trial: trial{round} }}",
        };
    }
}
