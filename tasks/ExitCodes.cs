using Hopguard.Engine;

namespace Hopguard.Tasks;

/// <summary>What the program ends with beside 0 (all is well) and 1 (it failed), so that a CI job can tell why.</summary>
public static class ExitCodes
{
    /// <summary>There are findings that fail the call.</summary>
    public const int Findings = 1;

    /// <summary>Nothing could be judged: no plan matches, a folder cannot be read, an option is wrong.</summary>
    public const int UnusableInput = 2;

    /// <summary>A status: a run was interrupted or has failed, and waits for the operator.</summary>
    public const int NeedsOperator = 3;

    /// <summary>A status: what runs could not be found out.</summary>
    public const int Unknown = 4;

    /// <summary>A status: a version waits for acceptance, but is not seen to run; or a run is under way, and the engine does not answer.</summary>
    public const int NotAnswering = 5;

    private static readonly string[] Judging = ["ValidatePlans", "FixPlan", "ExplainRoute", "ListArtifacts", "ListFleet"];

    /// <summary>What a call ends with whose arguments cannot be understood.</summary>
    public static int OfWrongArguments(IEnumerable<string> arguments) =>
        arguments.Any(argument => Judging.Contains(argument.Split('=')[^1], StringComparer.OrdinalIgnoreCase)) ? UnusableInput : 1;

    /// <summary>An error about input that cannot be judged.</summary>
    /// <inheritdoc cref="HopguardException(string, string?, Exception?)" path="/param" />
    internal static HopguardException Unusable(string what, string remedy, Exception? inner = null) => new(what, remedy, inner) { ExitCode = UnusableInput };
}
