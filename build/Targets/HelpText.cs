using System.Text;
using Hopguard.Tasks.Options;

namespace Hopguard.Build.Targets;

/// <summary>What <c>--help</c> says.</summary>
public static class HelpText
{
    /// <summary>The help for these targets.</summary>
    public static string For(IReadOnlyList<Target> targets)
    {
        var text = new StringBuilder();
        text.AppendLine("Hopguard upgrades self-hosted applications one version hop at a time, without losing data.").AppendLine();
        text.AppendLine("Usage: ./build.sh --target=<name> [options]        (or: dotnet cake --target=<name> [options])");
        foreach (var group in targets.Where(target => !target.IsStep).GroupBy(target => target.Group, StringComparer.Ordinal))
            AddSection(text, $"Targets: {group.Key}", group.Select(target => (target.Name, target.Description)));
        AddSteps(text, targets);
        foreach (var topic in OptionCatalogue.All.GroupBy(option => option.Topic, StringComparer.Ordinal))
            AddSection(text, $"Options: {topic.Key}", topic.Select(option => ($"--{option.Name}{Placeholder(option)}", Describe(option))));
        AddSection(text, "Options: every target", CakeOption.All.Select(option => (Spell(option), option.Summary)));
        AddSources(text);
        AddExamples(text);
        return text.ToString();
    }

    // Thirty lines of steps would bury the few targets that people type.
    private static void AddSteps(StringBuilder text, IReadOnlyList<Target> targets)
    {
        if (targets.FirstOrDefault(target => target.IsStep) is not { } example)
            return;

        text.AppendLine().AppendLine($"Every step of a plan is a target as well, such as '{example.Name}': --tree shows them in order, --description says what");
        text.AppendLine("each does, and --exclusive runs one alone where the steps before it are done.");
    }

    private static void AddSection(StringBuilder text, string heading, IEnumerable<(string Left, string Right)> lines)
    {
        var rows = lines.ToList();
        var width = Math.Min(34, rows.Max(row => row.Left.Length));
        text.AppendLine().AppendLine(heading);
        foreach (var (left, right) in rows)
            text.Append("  ").AppendLine($"{left.PadRight(width)}  {right}".TrimEnd());
    }

    private static string Placeholder(Option option) => option.Type switch
    {
        OptionType.Flag => string.Empty,
        OptionType.Choice => $"={string.Join('|', option.Choices)}",
        OptionType.List => "=<one,two>",
        OptionType.Path => "=<path>",
        OptionType.PathOrAddress => "=<path or address>",
        OptionType.Duration => "=<10m>",
        OptionType.Sha256 => "=<hex>",
        _ => "=<text>",
    };

    private static string Describe(Option option) => $"{option.Summary} (default: {option.Default})";

    private static string Spell(CakeOption option) =>
        $"--{option.Names[0]}{(option.Value is null ? string.Empty : $"=<{option.Value}>")}{(option.Names.FirstOrDefault(name => name.Length == 1) is { } one ? $", -{one}" : string.Empty)}";

    private static void AddSources(StringBuilder text)
    {
        text.AppendLine().AppendLine("Where options come from: the command line goes before variables, variables before the file.");
        text.AppendLine($"  variables   {OptionCatalogue.SourceSha256.Variable} for --{OptionCatalogue.SourceSha256.Name}, and so on for every option above");
        text.AppendLine($"  file        {DeploymentFile.Name} in the deployment's folder, one 'key: value' per line; keys are");
        text.AppendLine($"              {string.Join(", ", OptionCatalogue.All.Select(option => option.Key).OfType<string>())}");
    }

    private static void AddExamples(StringBuilder text)
    {
        var deployment = $"--{OptionCatalogue.Deployment.Name}={OptionCatalogue.Deployment.Example}";
        AddSection(text, "Examples",
        [
            ($"./build.sh --target=StatusCvat {deployment}", string.Empty),
            ($"./build.sh --target=UpgradeCvat {deployment} --rollback=manual", string.Empty),
            ("./build.sh --target=UpgradeCvat --tree", string.Empty),
            ("./build.sh --target=Test --tests=Hopguard.Plans.Tests", string.Empty),
        ]);
    }
}
