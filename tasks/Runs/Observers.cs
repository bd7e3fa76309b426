using Cake.Core.Diagnostics;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Live;
using Hopguard.Reporting.Summaries;
using Hopguard.Reporting.Text;

namespace Hopguard.Tasks.Runs;

/// <summary>Everybody who watches a run of this program: the console, the log and the report in the run's folder, and the CI job's page.</summary>
/// <param name="call">The call of the program.</param>
/// <param name="log">Cake's log: it knows how much the operator wants to be told.</param>
public sealed class Observers(Invocation call, ICakeLog log) : IRunObserver, IDisposable
{
    // Made with the first event: before the tasks run, Cake does not know its verbosity yet.
    private readonly Lazy<ConsoleObserver> _console = new(() => new ConsoleObserver(call.Output, SurroundingsOf(call, log), TimeProvider.System));
    private readonly RunLog _log = new(TimeProvider.System);
    private readonly ReportObserver _report = new(call.Options.Language);

    /// <inheritdoc />
    public void On(RunEvent runEvent)
    {
        _console.Value.On(runEvent);
        _log.On(runEvent);
        _report.On(runEvent);
        if (runEvent is RunEvent.RunClosed { GoesOn: false, Report: var report })
            call.Report = report;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_console.IsValueCreated)
            _console.Value.Dispose();
        _log.Dispose();
    }

    private static ConsoleSurroundings SurroundingsOf(Invocation call, ICakeLog log)
    {
        var found = ConsoleSurroundings.Detect();
        return found with
        {
            // Beside JSON on the standard output the rest goes to the standard error, which is no place to draw on.
            Kind = call.IsJsonOnOutput ? OutputKind.Log : found.Kind,
            Colour = found.Colour && !call.IsJsonOnOutput,
            Language = call.Options.Language,
            Detail = log.Verbosity switch
            {
                Verbosity.Quiet => Detail.Quiet,
                Verbosity.Minimal => Detail.Minimal,
                Verbosity.Normal => Detail.Normal,
                _ => Detail.Verbose,
            },
        };
    }
}
