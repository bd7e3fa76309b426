using Hopguard.Reporting.Languages;
using Hopguard.Tasks.Options;

namespace Hopguard.DevTasks.GenerateDocs;

/// <summary>An input of an action that becomes an option of the program.</summary>
/// <param name="Name">Its name, which is the option's.</param>
/// <param name="Description">One sentence.</param>
/// <param name="IsRequired">Whether a job has to give it.</param>
internal sealed record ActionInput(string Name, string Description, bool IsRequired = false)
{
    /// <summary>What the variables begin with that carry inputs to the script.</summary>
    public const string VariablePrefix = "HOPGUARD_INPUT_";

    /// <summary>The variable that carries it.</summary>
    public string Variable => VariablePrefix + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>The input for an option of ours.</summary>
    /// <param name="option">The option.</param>
    /// <param name="isRequired">Whether a job has to give it.</param>
    /// <param name="readers">The targets that read it, where that has to be said.</param>
    public static ActionInput Of(Option option, bool isRequired, IReadOnlyList<string> readers) => new(
        option.Name, (readers.Count == 0 ? string.Empty : $"{string.Join(", ", readers)}: ") + Describe(option, isRequired, Phrases.English), isRequired);

    /// <summary>What an option of ours is for, which values it takes, and what holds without it.</summary>
    /// <param name="option">The option.</param>
    /// <param name="isRequired">Whether a job has to give it.</param>
    /// <param name="phrases">The language.</param>
    public static string Describe(Option option, bool isRequired, Phrases phrases) =>
        phrases[option.Summary] + Values(option.Type == OptionType.Flag ? ["true", "false"] : option.Choices)
        + (isRequired ? $" ({phrases[$"such as {option.Example}"]})" : $" ({phrases[$"default: {option.Default}"]})");

    /// <summary>The input for an option of Cake.</summary>
    public static ActionInput Of(CakeOption option) => new(option.Name, option.Summary);

    private static string Values(IReadOnlyList<string> choices) => choices.Count == 0 ? string.Empty : $": {string.Join(", ", choices)}";
}
