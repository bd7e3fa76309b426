using Cake.Core.Diagnostics;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Secrets;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Live;
using Hopguard.Reporting.Notices;
using Hopguard.Reporting.Pages;
using Hopguard.Reporting.Text;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Runs;

/// <summary>Everybody who watches a run of this program: the console, the log and the report in the run's folder, the CI job's page, and who is told elsewhere.</summary>
/// <param name="call">The call of the program.</param>
/// <param name="log">Cake's log: it knows how much the operator wants to be told.</param>
/// <param name="redactor">What keeps secrets out of everything that is written.</param>
public sealed class Observers(Invocation call, ICakeLog log, Redactor redactor) : IRunObserver, IDisposable
{
    // Made with the first event: before the tasks run, Cake does not know its verbosity yet.
    private readonly Lazy<ConsoleObserver> _console = new(() => new ConsoleObserver(call.Output, SurroundingsOf(call, log), TimeProvider.System));
    private readonly RunLog _log = new(TimeProvider.System);
    private readonly ReportObserver _report = new(call.Options.Language);
    private readonly Webhook? _webhook = WebhookOf(call, redactor);

    /// <inheritdoc />
    public void On(RunEvent runEvent)
    {
        if (runEvent is RunEvent.RunOpened opened)
            NotifyAddress.Keep(call.Options, new RunFolder(opened.Folder));
        try
        {
            _console.Value.On(runEvent);
            _log.On(runEvent);
            _report.On(runEvent);
        }
        finally
        {
            // What became of a run is told elsewhere whether it could be shown here or not.
            _webhook?.On(runEvent);
        }

        if (runEvent is RunEvent.RunClosed { GoesOn: false, Report: var report })
            call.Report = report;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_console.IsValueCreated)
            _console.Value.Dispose();
        _log.Dispose();
        _webhook?.Dispose();
    }

    private static Webhook? WebhookOf(Invocation call, Redactor redactor)
    {
        if (NotifyAddress.Find(call.Options) is not { } address)
            return null;

        var secret = SecretReference.Find(OptionCatalogue.NotifySecret, call.Options);
        if (NotifyAddress.Shown(address.OriginalString) is null)
            redactor.LearnSecret(address.OriginalString);
        if (secret is not null)
            redactor.LearnSecret(secret);
        return new Webhook(address, secret, Phrases.For(call.Options.Language), TimeProvider.System, redactor.Redact, warning => Console.Error.WriteLine(call.Say(warning)));
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
