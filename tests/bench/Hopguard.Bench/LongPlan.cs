using System.Globalization;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Bench;

/// <summary>A procedure of as many steps as are wanted: longer than the reader lets a file be, so made in memory.</summary>
internal static class LongPlan
{
    /// <summary>The application that it belongs to.</summary>
    public static Application Application { get; } =
        ApplicationReader.Read("plans/app/application.yaml", PlanTexts.FilesOf("app", 1).First().Text).Value ?? throw new InvalidOperationException("The application cannot be read");

    /// <summary>Stops, dumps, restores beside, verifies, and starts again, over and over; every fifth step takes a copy of its own.</summary>
    public static Plan OfSteps(int count) => new()
    {
        Application = Name.Of("app"),
        Procedure = "long",
        Summary = "a long procedure",
        Steps = [.. Enumerable.Range(0, count).Select(Step)],
        Path = "plans/app/long.yaml",
        Hash = string.Empty,
    };

    private static Step Step(int number)
    {
        var round = number / 5;
        var step = (number % 5) switch
        {
            0 => (Step)new StopServices { AllBut = [Name.Of("db")] },
            1 => new DumpDatabase { Store = Name.Of("database"), As = Numbered("dump", round) },
            2 => new RestoreDatabase { Copy = Numbered("dump", round), Into = Numbered("trial", round) },
            3 => new VerifyCopy { Copy = Numbered("dump", round), By = Numbered("trial", round) },
            _ => new DiscardTrial { Trial = Numbered("trial", round) },
        };
        return step with { Id = string.Create(CultureInfo.InvariantCulture, $"step-{number}"), Place = new SourcePlace("plans/app/long.yaml", number, 1, number + 1, 1, number + 1, 2) };
    }

    private static Name Numbered(string name, int round) => Name.Of(string.Create(CultureInfo.InvariantCulture, $"{name}{round}"));
}
