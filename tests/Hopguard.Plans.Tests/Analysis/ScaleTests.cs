using System.Diagnostics;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Tests.Analysis;

public sealed class ScaleTests
{
    private static readonly Application Application = PlanSet.Read(Repository.CvatFiles).Applications.Single();

    [Fact]
    public void Ten_times_the_steps_cost_about_ten_times_as_much()
    {
        Judge(200);

        // Quadratic cost would be a hundredfold, every time; a machine that is busy with something else makes it look like that now and then.
        Enumerable.Range(0, 10).Any(_ => Judge(10_000) / Judge(1_000) < 35).Should().BeTrue();
    }

    private static TimeSpan Judge(int steps)
    {
        var plan = new Plan
        {
            Application = Name.Of("cvat"),
            From = ReleaseVersion.Parse("2.2.0"),
            To = ReleaseVersion.Parse("2.3.0"),
            Summary = string.Empty,
            Path = "long.yaml",
            Hash = string.Empty,
            Steps = [.. Enumerable.Range(0, steps / 10).SelectMany(Round)],
        };
        var watch = Stopwatch.StartNew();
        _ = PlanAnalysis.Analyze(Application, plan).Length;
        return watch.Elapsed;
    }

    // Every kind of step of which earlier analyses might keep lists: copies, copies in stores, trials, retirements, restores, clean-ups, lines of shell.
    private static IEnumerable<Step> Round(int number) =>
    [
        new StopServices { AllBut = [Name.Of("cvat_db")] },
        new DumpDatabase { Store = Name.Of("database"), As = Name.Of($"dump{number}"), In = number % 2 == 0 ? Name.Of("logs") : null },
        new RestoreDatabase { Copy = Name.Of($"dump{number}"), Into = Name.Of($"trial{number}") },
        new VerifyCopy { Copy = Name.Of($"dump{number}"), By = Name.Of($"trial{number}") },
        new BackUpVolumes { Stores = [Name.Of("media"), Name.Of("keys")], As = Name.Of($"volumes{number}") },
        new ComposeDown(),
        new RetireVolume { Store = Name.Of("database"), CoveredBy = Name.Of($"dump{number}") },
        new RestoreInPlace { Copy = Name.Of($"dump{number}"), To = Name.Of("database") },
        number % 50 == 0 ? new Prune { What = Name.Of("volumes") } : new RunShell { Command = Name.Of("docker volume ls") },
        new StartServices(),
    ];
}
