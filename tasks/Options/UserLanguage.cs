using Hopguard.Plans.Findings;

namespace Hopguard.Tasks.Options;

/// <summary>The language that an operator reads.</summary>
public static class UserLanguage
{
    // As POSIX has it: the first that is set decides, even if it says 'C'.
    private static readonly string[] Locales = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>The locale of a process; empty when none is set.</summary>
    public static string Locale(IReadOnlyDictionary<string, string> variables) =>
        Locales.Select(name => variables.GetValueOrDefault(name)).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? string.Empty;

    /// <summary>The language of a call whose arguments are wrong: what they say about it as far as that can be seen, else the locale.</summary>
    public static Language OfCall(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var option = $"--{OptionCatalogue.Language.Name}=";
        var said = arguments.LastOrDefault(argument => argument.StartsWith(option, StringComparison.Ordinal))?[option.Length..];
        return Of(said ?? variables.GetValueOrDefault(OptionCatalogue.Language.Variable) ?? Locale(variables));
    }

    /// <summary>Japanese for <c>ja</c>, <c>ja_JP.UTF-8</c> and their like, English for everything else.</summary>
    public static Language Of(string locale) =>
        locale.Split('_', '-', '.', '@')[0].Equals("ja", StringComparison.OrdinalIgnoreCase) ? Language.Japanese : Language.English;
}
