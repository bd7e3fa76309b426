using Hopguard.Engine.Reports;
using Hopguard.Reporting.Live;
using Hopguard.Reporting.Summaries;

namespace Hopguard.Tasks.Runs;

/// <summary>Everybody who watches a run of this program: the console, and the report in the run's folder and on the CI job's page.</summary>
public sealed class Observers : IRunObserver, IDisposable
{
    private readonly ConsoleObserver _console = new(Console.Out, ConsoleSurroundings.Detect(), TimeProvider.System);
    private readonly ReportObserver _report = new();

    /// <inheritdoc />
    public void On(RunEvent runEvent)
    {
        _console.On(runEvent);
        _report.On(runEvent);
    }

    /// <inheritdoc />
    public void Dispose() => _console.Dispose();
}
