using Hopguard.Plans.Steps;

namespace Hopguard.Accuracy.Oracle;

/// <summary>
/// Lines of shell that are known to do nothing: two, to the letter. The product knows more of them; what is not known here counts as the worst, so a mutant must not have another one.
/// </summary>
public static class HarmlessLine
{
    private static readonly string[] Lines = ["docker compose ps", "df -h"];

    /// <summary>Whether a line is one of them.</summary>
    public static bool Is(RunShell line) => Lines.Contains(line.Command.Text, StringComparer.Ordinal);
}
