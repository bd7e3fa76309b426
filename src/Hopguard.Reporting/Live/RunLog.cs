using System.Text;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Live;

/// <summary>Keeps everything that a run has to tell in <c>run.log</c> of its folder, however little of it the console shows. A log that cannot be written is missing.</summary>
/// <param name="clock">The clock of rates and intervals.</param>
public sealed class RunLog(TimeProvider clock) : IRunObserver, IDisposable
{
    private const string FileName = "run.log";

    private StreamWriter? _file;
    private ConsoleObserver? _observer;

    /// <inheritdoc />
    public void On(RunEvent runEvent)
    {
        if (runEvent is RunEvent.RunOpened opened)
            Open(opened.Folder);
        Try(() => _observer?.On(runEvent));
        if (runEvent is RunEvent.RunClosed)
            Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Try(() => _observer?.Dispose());
        Try(() => _file?.Dispose());
        (_observer, _file) = (null, null);
    }

    private void Open(string folder)
    {
        Dispose();
        Try(() =>
        {
            _file = new StreamWriter(Path.Combine(folder, FileName), append: true, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            _observer = new ConsoleObserver(_file, new ConsoleSurroundings { Kind = OutputKind.Log, Detail = Detail.Verbose }, clock);
        });
    }

    // The journal says what was done, and the console what happens; the log is a comfort, also on a disk that is full.
    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
        }
    }
}
