using Cake.Core;
using Cake.Core.Diagnostics;

namespace Hopguard.Hosting.Output;

/// <summary>Prints the build engine's headings and its table of times only where everything is wanted: a run tells of its steps itself.</summary>
/// <param name="cake">Cake's printer.</param>
/// <param name="log">Cake's log, which knows the verbosity.</param>
internal sealed class EngineBanners(ICakeReportPrinter cake, ICakeLog log) : ICakeReportPrinter
{
    private bool IsWanted => log.Verbosity >= Verbosity.Diagnostic;

    /// <inheritdoc />
    public void Write(CakeReport report)
    {
        if (IsWanted)
            cake.Write(report);
    }

    /// <inheritdoc />
    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
        if (IsWanted)
            cake.WriteLifeCycleStep(name, verbosity);
    }

    /// <inheritdoc />
    public void WriteStep(string name, Verbosity verbosity)
    {
        if (IsWanted)
            cake.WriteStep(name, verbosity);
    }

    /// <inheritdoc />
    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
        if (IsWanted)
            cake.WriteSkippedStep(name, verbosity);
    }
}
