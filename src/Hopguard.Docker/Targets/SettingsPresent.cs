using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>Settings without which the target does not work are in the <c>.env</c> file or in the environment.</summary>
internal sealed class SettingsPresent(Func<string, string?> variable) : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context)
    {
        var file = target.Files.Find(".env");
        var settings = File.Exists(file) ? Names(File.ReadLines(file), withoutValue: false) : [];
        return context.Plan.RequiredSettings
            .Where(setting => !settings.Contains(setting) && !context.Plan.Steps.OfType<SetSetting>().Any(step => step.Setting.Text == setting.Text) && string.IsNullOrEmpty(variable(setting)))
            .Select(setting => $"required setting '{setting}' is missing: add it to '{Path.Combine(context.Before.Folder, ".env")}'");
    }

    /// <summary>The names that lines of a settings file set; those that are set to nothing only when asked for.</summary>
    public static HashSet<string> Names(IEnumerable<string> lines, bool withoutValue) =>
        [.. lines.Select(line => line.Trim()).Where(line => !line.StartsWith('#'))
            .Select(line => (line.StartsWith("export ", StringComparison.Ordinal) ? line[7..] : line).Split('=', 2))
            .Where(parts => parts.Length == 2 && (withoutValue || parts[1].Trim(' ', '"', '\'').Length > 0))
            .Select(parts => parts[0].Trim())];
}
