using System.Text;
using Hopguard.Tasks.Options;

namespace Hopguard.Hosting.Targets;

/// <summary>What <c>--help</c> says.</summary>
internal static class HelpText
{
    /// <summary>The program as it is called in a clone.</summary>
    public const string Script = "./build.sh";

    /// <summary>The help for these targets.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="program">How the program is started.</param>
    public static string For(IReadOnlyList<Target> targets, string program = Script)
    {
        var text = new StringBuilder();
        text.AppendLine("Hopguard upgrades self-hosted applications one version hop at a time, without losing data.").AppendLine();
        text.AppendLine($"Usage: {program} --target=<name> [options]{(program == Script ? "        (or: dotnet cake --target=<name> [options])" : string.Empty)}");
        foreach (var group in targets.Where(target => !target.IsStep).GroupBy(target => target.Group, StringComparer.Ordinal))
            AddSection(text, $"Targets: {group.Key}", group.Select(target => (target.Name, target.Description)));
        AddSteps(text, targets);
        foreach (var topic in OptionCatalogue.All.Where(option => IsRead(option, targets)).GroupBy(option => option.Topic, StringComparer.Ordinal))
            AddSection(text, $"Options: {topic.Key}", topic.Select(option => ($"--{option.Name}{Placeholder(option)}", Describe(option, targets))));
        AddSection(text, "Options: every target", CakeOption.All.Select(option => (Spell(option), option.Summary)));
        AddSources(text);
        AddExamples(text, targets, program);
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

    // A host without the developers' targets has their options for nothing.
    private static bool IsRead(Option option, IReadOnlyList<Target> targets) => targets.Any(target => option.IsReadBy(target.Name, target.Role));

    private static string Placeholder(Option option) => option.Type == OptionType.Flag ? string.Empty : $"={option.Placeholder}";

    private static string Describe(Option option, IReadOnlyList<Target> targets) =>
        $"{(option.IsReadByAny ? string.Empty : $"{string.Join(", ", Target.Readers(option, targets))}: ")}{option.Summary} (default: {option.Default})";

    private static string Spell(CakeOption option) =>
        $"{option.Spellings[0]}{(option.Value is null ? string.Empty : $"=<{option.Value}>")}{string.Concat(option.Spellings.Skip(1).Select(spelling => $", {spelling}"))}";

    private static void AddSources(StringBuilder text)
    {
        text.AppendLine().AppendLine("Where options come from: the command line goes before variables, variables before the file.");
        text.AppendLine($"  variables   {OptionCatalogue.SourceSha256.Variable} for --{OptionCatalogue.SourceSha256.Name}, and so on for every option above");
        text.AppendLine($"  file        {DeploymentFile.Name} in the deployment's folder, one 'key: value' per line; keys are");
        text.AppendLine($"              {string.Join(", ", OptionCatalogue.All.Select(option => option.Key).OfType<string>())}");
    }

    private static void AddExamples(StringBuilder text, IReadOnlyList<Target> targets, string program)
    {
        var deployment = $"--{OptionCatalogue.Deployment.Name}={OptionCatalogue.Deployment.Example}";
        (Target? Target, string Options)[] examples =
        [
            (Of(TargetRole.Status), deployment), (Of(TargetRole.Upgrade), $"{deployment} --rollback=manual"), (Of(TargetRole.Upgrade), "--tree"),
            (targets.FirstOrDefault(target => target.Name == "Test"), "--tests=Hopguard.Plans.Tests"),
        ];
        AddSection(text, "Examples",
            from example in examples
            where example.Target is not null
            select ($"{program} --target={example.Target.Name} {example.Options}", string.Empty));

        Target? Of(TargetRole role) => targets.FirstOrDefault(target => target.Role == role);
    }
}
