using Hopguard.Engine;

namespace Hopguard.Tasks.Options;

/// <summary>
/// What was typed. Cake takes any option it does not know for one of the program's, so what is wrong is found here, before Cake sees it.
/// </summary>
public sealed class CommandLine
{
    // Cake's own settings may be given as options, by section: --settings_skipverification=true.
    private static readonly string[] CakeSections = ["settings_", "paths_", "nuget_", "roslyn_"];

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The targets asked for.</summary>
    public IReadOnlyList<string> Targets => Values("target");

    /// <summary>The working directory asked for, or null.</summary>
    public string? WorkingFolder => Values("working") is [.., var last] ? last : null;

    /// <summary>Whether a flag of Cake's was given.</summary>
    public bool Has(string cakeOption) => _values.ContainsKey(cakeOption);

    /// <summary>The values given for an option, in order.</summary>
    public IReadOnlyList<string> Values(string name) => _values.TryGetValue(name, out var values) ? values : [];

    /// <summary>Reads the arguments of the process.</summary>
    /// <exception cref="HopguardException">An argument is unknown, or lacks its value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
            line.Add(argument, rest);
        return line;
    }

    private void Add(string argument, Queue<string> rest)
    {
        var (name, value) = Split(argument);
        if (CakeOption.Find(name) is { } cake)
        {
            Add(cake.Names[0], argument, value, needsValue: cake.Value is not null, rest);
            RefuseWrongChoice(cake);
        }
        else if (OptionCatalogue.Find(name) is { } own)
            Add(own.Name, argument, value, needsValue: own.Type != OptionType.Flag, rest);
        else if (!CakeSections.Any(section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase)))
            throw Unknown(name);
    }

    private void Add(string name, string argument, string? value, bool needsValue, Queue<string> rest)
    {
        if (needsValue && value is null && rest.TryPeek(out var next) && !next.StartsWith('-'))
            value = rest.Dequeue();
        if (needsValue && string.IsNullOrEmpty(value))
            throw new HopguardException($"Option '{argument}' has no value", $"Write '--{name}=<value>'");

        if (!_values.TryGetValue(name, out var values))
            _values[name] = values = [];
        values.Add(value ?? "true");
    }

    private void RefuseWrongChoice(CakeOption option)
    {
        if (option.Choices.Count > 0 && _values[option.Names[0]][^1] is var value && !option.Choices.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            var words = option.Choices.Where(choice => choice.Length > 1);
            throw new HopguardException(
                $"Option '--{option.Names[0]}': '{value}' is none of '{string.Join("', '", words)}'", DidYouMean.Remedy(value, words, $"Example: {option.Choices[0]}"));
        }
    }

    private static (string Name, string? Value) Split(string argument)
    {
        if (!argument.StartsWith('-') || argument.Trim('-').Length == 0)
            throw new HopguardException($"Argument '{argument}' is not an option", $"Options begin with '--'; a target is given as '--target={argument}'");

        var parts = argument.TrimStart('-').Split('=', 2);
        return (parts[0], parts.Length == 2 ? parts[1] : null);
    }

    private static HopguardException Unknown(string name)
    {
        var known = OptionCatalogue.All.Select(option => option.Name).Concat(CakeOption.All.Select(option => option.Names[0]));
        var meant = DidYouMean.Remedy("--" + name, known.Select(one => "--" + one), "'--help' lists the options");
        return new HopguardException($"Option '--{name}' is unknown", meant);
    }
}
