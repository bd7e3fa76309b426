using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Live;
using Hopguard.Reporting.Text;
using Microsoft.Extensions.Time.Testing;

namespace Hopguard.Reporting.Tests.Support;

/// <summary>An observer with an output and a clock of its own, and the events of a run as short words.</summary>
internal sealed class Watch : IDisposable
{
    private readonly FakeTerminal _output;
    private readonly ConsoleObserver _observer;

    public Watch(OutputKind kind = OutputKind.Terminal, int width = 100, bool unicode = false, bool colour = false, Detail detail = Detail.Verbose, Language language = Language.English)
    {
        _output = new FakeTerminal(kind == OutputKind.Terminal ? width : int.MaxValue) { NewLine = "\n" };
        _observer = new ConsoleObserver(_output, new ConsoleSurroundings { Kind = kind, Width = () => width, Unicode = unicode, Colour = colour, Detail = detail, Language = language }, Clock);
    }

    public FakeTimeProvider Clock { get; } = new();

    public string Screen => _output.Screen;

    public string LastLine => Screen.Split('\n')[^1];

    public string Raw => _output.Raw;

    public void On(RunEvent runEvent) => _observer.On(runEvent);

    public void Open(bool resumed = false) =>
        On(new RunEvent.RunOpened("r1", "CVAT 2.2.0 -> 2.3.0 of project 'cvat'", "/srv/cvat.hopguard/r1", resumed, resumed ? 6 : 0, 21));

    public void Start(string id = "dump-database", int number = 7, string description = "Dumps a database") =>
        On(new RunEvent.StepStarted(id, number, 21, description));

    public void Progress(long done, long? total, ProgressUnit unit = ProgressUnit.Bytes, string activity = "dumping 'cvat'", string id = "dump-database") =>
        On(new RunEvent.StepProgressed(id, new StepProgress(activity, done, total, unit)));

    public void Log(string line, string id = "dump-database") => On(new RunEvent.StepLogged(id, line));

    public void Warn(string line, string id = "dump-database") => On(new RunEvent.StepWarned(id, line));

    public void Finish(string summary = "12 tables", double seconds = 31, string id = "dump-database") =>
        On(new RunEvent.StepFinished(id, summary, TimeSpan.FromSeconds(seconds)));

    public void Fail(string what, string? remedy = null, string id = "dump-database") =>
        On(new RunEvent.StepFailed(id, what, remedy, TimeSpan.FromSeconds(31)));

    public void Close(RunReport? report = null) => On(new RunEvent.RunClosed(report ?? Reports.Upgrade()));

    public void Dispose()
    {
        _observer.Dispose();
        _output.Dispose();
    }
}
