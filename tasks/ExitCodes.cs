using Hopguard.Engine;

namespace Hopguard.Tasks;

/// <summary>What the targets that judge plans end with, so that a CI job can tell a bad plan from a bad call.</summary>
public static class ExitCodes
{
    /// <summary>There are findings that fail the call.</summary>
    public const int Findings = 1;

    /// <summary>Nothing could be judged: no plan matches, a folder cannot be read, an option is wrong.</summary>
    public const int UnusableInput = 2;

    private static readonly string[] Judging = ["ValidatePlans", "FixPlan", "ExplainRoute"];

    /// <summary>What a call ends with whose arguments cannot be understood.</summary>
    public static int OfWrongArguments(IEnumerable<string> arguments) =>
        arguments.Any(argument => Judging.Contains(argument.Split('=')[^1], StringComparer.OrdinalIgnoreCase)) ? UnusableInput : 1;

    /// <summary>An error about input that cannot be judged.</summary>
    /// <inheritdoc cref="HopguardException(string, string?, Exception?)" path="/param" />
    internal static HopguardException Unusable(string what, string remedy, Exception? inner = null) => new(what, remedy, inner) { ExitCode = UnusableInput };
}
