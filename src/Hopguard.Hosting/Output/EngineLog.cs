using Cake.Core.Diagnostics;
using Hopguard.Tasks;

namespace Hopguard.Hosting.Output;

/// <summary>
/// Cake's log without its words about a failure that a task met, since the program says once, at the end, what happened and what to do; without its headings; and in the operator's
/// language. With everything wanted, Cake may show its headings and where an error comes from.
/// </summary>
/// <param name="cake">Cake's log.</param>
/// <param name="session">The call, which knows the failure.</param>
internal sealed class EngineLog(ICakeLog cake, Invocation session) : ICakeLog
{
    /// <inheritdoc />
    public Verbosity Verbosity
    {
        get => cake.Verbosity;
        set => cake.Verbosity = value;
    }

    /// <inheritdoc />
    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        var isAboutFailure = level <= LogLevel.Error && session.Failure is not null && Verbosity < Verbosity.Diagnostic;
        // 'Executing task: …', 'Completed in …': a run tells of its steps itself.
        var isHeading = level >= LogLevel.Verbose && Verbosity < Verbosity.Diagnostic;
        if (!isAboutFailure && !isHeading && !(session.IsJsonOnOutput && level > LogLevel.Warning))
            cake.Write(verbosity, level, level == LogLevel.Information ? session.Say(format) : format, args);
    }
}
