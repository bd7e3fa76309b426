using Hopguard.Engine;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Summaries;
using Hopguard.Tasks.Outputs;

namespace Hopguard.Tasks.Runs;

/// <summary>What became of a call, for programs, written last: about a run to the standard output or to the file that <c>--output</c> names, and of any call for the CI job that it is part of.</summary>
public static class RunOutcome
{
    /// <summary>Writes it where it was asked for.</summary>
    /// <param name="call">The call.</param>
    /// <param name="exitCode">What the program ends with.</param>
    public static void Write(Invocation call, int exitCode)
    {
        if (call.IsAboutRun)
            Write(call, call.Report?.Verdict ?? VerdictOf(call.Failure), exitCode);

        call.Outputs.Tell(OutputCatalogue.ExitCode, exitCode);
        call.Outputs.Write();
    }

    private static void Write(Invocation call, RunVerdict verdict, int exitCode)
    {
        call.Outputs.Tell(call.Report, verdict.Next);
        if (call.IsJson)
            JsonOutput.Write(call, RunJson.Render(call.Report, verdict, exitCode, Phrases.For(call.Options.Language)));
    }

    // No run was opened: there was nothing to do, or it was refused before.
    private static RunVerdict VerdictOf(Exception? failure) => failure is null
        ? new RunVerdict("The deployment is at its version already, nothing to do", "Nothing was changed", [], Success: true)
        : new RunVerdict(failure.Message, "No run was opened", (failure as HopguardException)?.Next ?? [], Success: false);
}
