using Hopguard.Containers.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>
/// Values that compose has from the shell which a run was begun in, and from no file. Without them it makes containers all the same, with other settings than they had: whoever goes on in another shell, or back, has
/// to have them there. Only names are kept, for values may be secret.
/// </summary>
internal sealed class ExportedValues(ICompose compose)
{
    private const string FileName = "exported.json";

    /// <summary>Keeps which there are, before anything is stopped.</summary>
    public void Note(StepContext context) => context.Evidence.Save(FileName, new Names(compose.FindExported(context.Before.Compose())));

    /// <summary>Those that are gone, as a refusal of what would make containers now; null where none is.</summary>
    public StepOutcome.Failed? FindMissing(StepContext context)
    {
        var project = context.Before.Compose();
        return context.Evidence.Find<Names>(FileName) is { } known && compose.FindUnset(project, known.Exported) is { Count: > 0 } missing
            ? new StepOutcome.Failed(
                $"This shell lacks {string.Join(", ", missing.Select(name => $"'{name}'"))}, which the run was begun with and '.env' does not set, so services would be made with other settings",
                $"Export {string.Join(", ", missing)} as when the run was begun, or write the same into '{Path.Combine(project.Folder, ".env")}', then run the same command again")
            : null;
    }

    private sealed record Names(IReadOnlyList<string> Exported);
}
