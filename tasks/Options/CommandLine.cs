using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Reporting.Text;

namespace Hopguard.Tasks.Options;

/// <summary>
/// What was typed. Cake ignores what it does not know, also where that is its own option with a capital letter: <c>--DryRun</c> would run for real. So every
/// argument is exactly one that the help lists or refused here, and Cake is given <see cref="ForCake"/> and nothing of what was typed.
/// </summary>
public sealed class CommandLine
{
    private static readonly Dictionary<string, Known> BySpelling = KnownOptions().SelectMany(known => known.Spellings.Select(spelling => (spelling, known)))
        .ToDictionary(pair => pair.spelling, pair => pair.known, StringComparer.Ordinal);

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    /// <summary>The targets asked for.</summary>
    public IReadOnlyList<string> Targets => Values("target");

    /// <summary>The working directory asked for, or null.</summary>
    public string? WorkingFolder => Values("working") is [var folder] ? folder : null;

    /// <summary>The names of the options that were given.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>Whether a flag was given, and not as false.</summary>
    public bool Has(string flag) => Values(flag) is [not "false"];

    /// <summary>The values given for an option, in order; <c>true</c> or <c>false</c> for a flag.</summary>
    public IReadOnlyList<string> Values(string name) => _values.TryGetValue(name, out var values) ? values : [];

    /// <summary>Cake's part of it, each option in the one spelling that both Cake.Tool and Frosting know.</summary>
    public IReadOnlyList<string> ForCake() =>
    [
        .. CakeOption.All.Where(option => option.Value is null && Has(option.Name)).Select(option => option.Spellings[0]),
        .. CakeOption.All.Where(option => option.Value is not null).SelectMany(option => Values(option.Name).Select(value => $"{option.Spellings[0]}={value}")),
    ];

    /// <summary>Reads the arguments of the process.</summary>
    /// <exception cref="HopguardException">An argument is unknown, lacks its value, has a wrong one, or is given twice.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
            line.Add(argument, rest);
        return line;
    }

    /// <param name="Name">Its name, under which its values are kept.</param>
    /// <param name="Spellings">How it may be written.</param>
    /// <param name="IsFlag">Whether it needs no value.</param>
    /// <param name="Repeatable">Whether it may be given several times.</param>
    /// <param name="Cake">The option of Cake that it is; null for one of ours, whose values are judged together with those of variables and files.</param>
    private sealed record Known(string Name, IReadOnlyList<string> Spellings, bool IsFlag, bool Repeatable, CakeOption? Cake = null);

    private static IEnumerable<Known> KnownOptions() =>
    [
        .. CakeOption.All.Select(cake => new Known(cake.Name, cake.Spellings, cake.Value is null, cake.Repeatable, cake)),
        .. OptionCatalogue.All.Select(own => new Known(own.Name, ["--" + own.Name], own.Type == OptionType.Flag, own.Type == OptionType.List)),
    ];

    private void Add(string argument, Queue<string> rest)
    {
        var parts = argument.Split('=', 2);
        if (!BySpelling.TryGetValue(parts[0], out var option))
            throw Unknown(argument, parts[0]);

        var value = parts.Length == 2 ? parts[1] : null;
        rest.TryPeek(out var next);
        if (option.IsFlag && value is null && next?.StartsWith('-') == false)
            throw new HopguardException($"Option '{argument}' needs no value, and '{next}' follows it", $"Write '{argument}', '{argument}=true' or '{argument}=false'");
        if (!option.IsFlag && value is null && next?.StartsWith('-') == false)
            value = rest.Dequeue();
        if (string.IsNullOrEmpty(value) && (parts.Length == 2 || !option.IsFlag))
            throw new HopguardException($"Option '{argument}' has no value", option.IsFlag ? $"Write '{parts[0]}'" : $"Write '{parts[0]}=<value>'");

        Keep(option, value ?? "true");
    }

    private void Keep(Known option, string value)
    {
        if (!_values.TryGetValue(option.Name, out var values))
            _values[option.Name] = values = [];
        else if (!option.Repeatable)
            throw new HopguardException($"Option '{option.Spellings[0]}' is given twice", "Give it once");

        values.Add(option.Cake is { } cake ? Check(cake, value) : value);
    }

    private static string Check(CakeOption option, string value)
    {
        var (name, choices) = (option.Spellings[0], option.Value is null ? ["true", "false"] : option.Choices);
        if (choices.Count == 0)
            return value;

        return choices.FirstOrDefault(choice => choice.Equals(value, StringComparison.OrdinalIgnoreCase) || option.HasInitials && value == choice[..1])
            ?? throw new HopguardException(
                option.Value is null ? $"Option '{name}': '{value}' is neither 'true' nor 'false'" : $"Option '{name}': '{value}' is none of '{string.Join("', '", choices)}'",
                option.Value is null ? $"Write '{name}' or leave it out" : DidYouMean.Remedy(value, choices, $"Example: {name}={choices[0]}"));
    }

    private static HopguardException Unknown(string argument, string spelling)
    {
        var isOption = spelling.StartsWith('-') && spelling.Trim('-').Length > 0;
        var otherwise = isOption ? "'--help' lists the options" : $"Options begin with '--'; a target is given as '--target={Untrusted.Line(argument)}'";
        return new HopguardException(
            Untrusted.Line(isOption ? $"Option '{spelling}' is unknown" : $"Argument '{argument}' is not an option"),
            FindMeant(spelling) is { } meant ? $"Did you mean '{meant}'?" : otherwise);
    }

    // Whatever stands before and behind the letters: one dash, three, the long ones that editors make of two, a slash, '--dryrun:true', a blank.
    private static string? FindMeant(string spelling)
    {
        var word = string.Concat(spelling.SkipWhile(letter => !char.IsAsciiLetter(letter) && letter != '?').TakeWhile(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '?'));
        if (word.Length == 1)
            return BySpelling.Keys.FirstOrDefault(known => known.Equals("-" + word, StringComparison.OrdinalIgnoreCase));

        var names = BySpelling.Keys.Where(known => known.StartsWith("--", StringComparison.Ordinal)).ToDictionary(known => known[2..], StringComparer.Ordinal);
        return DidYouMean.Find(word, names.Keys) is { } name ? names[name] : null;
    }
}
