using System.Text.Json;
using Hopguard.Containers.Edits;
using Hopguard.Containers.Projects;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Handlers;

/// <summary>
/// Writes one setting of the deployment's <c>.env</c>. What stood there is remembered before; killed anywhere, the file is the old one or the new one. A rollback writes the old value back, and leaves
/// what the operator changed beside it meanwhile.
/// </summary>
public sealed class SetSettingHandler : StepHandler<SetSetting>
{
    private const string Before = "setting-before";

    /// <inheritdoc />
    protected override Task<Probe> ProbeAsync(SetSetting step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(SettingsText.Find(Text(context), step.Setting) == step.Value.Text ? Probe.Done(Summary(step)) : Probe.NotDone());

    /// <inheritdoc />
    protected override Task<StepOutcome.Failed?> GuardAsync(SetSetting step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Problem(step, context) is { } problem ? new StepOutcome.Failed($"Setting '{step.Setting}' cannot be written: {problem}", "Correct this and run the same command again") : null);

    /// <inheritdoc />
    protected override Task<StepOutcome> ExecuteAsync(SetSetting step, StepContext context, CancellationToken cancellationToken)
    {
        // Written by hand, as a secret has to be: there is nothing to write, and nothing to remember.
        if (context.Memory.Recall(Before) is null && IsWritten(step, context))
            return Task.FromResult<StepOutcome>(new StepOutcome.Done($"'{step.Setting}' has its value in '{DeploymentFiles.Settings}' already"));

        var (file, text) = (FileOf(context), Text(context));
        if (context.Memory.Recall(Before) is null)
            context.Memory.Remember(Before, JsonSerializer.Serialize(new Remembered(file.Exists, SettingsText.Find(text, step.Setting), SettingsText.IsOpen(text))));

        if (SettingsText.Find(text, step.Setting) != step.Value.Text)
            file.Write(PlannedEdits.Bytes(SettingsText.With(text, step.Setting, step.Value)));

        file.CleanUp();
        return Task.FromResult<StepOutcome>(new StepOutcome.Done(Summary(step)));
    }

    /// <inheritdoc />
    protected override Task<string> UndoAsync(SetSetting step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Memory.Recall(Before) is not { } remembered || JsonSerializer.Deserialize<Remembered>(remembered) is not { } before)
            return Task.FromResult("the setting was not written");

        var (file, text) = (FileOf(context), Text(context));
        file.CleanUp();
        var now = SettingsText.Find(text, step.Setting);
        if (now != step.Value.Text)
            return Task.FromResult(now == before.Raw ? $"setting '{step.Setting}' is as it was" : $"setting '{step.Setting}' was changed by somebody since and stays as it is");

        var restored = before.Raw is { } raw ? SettingsText.With(text, step.Setting, raw) : SettingsText.Without(text, step.Setting, before.WasOpen);
        if (restored.Length == 0 && !before.Existed)
            file.Delete();
        else if (restored != text)
            file.Write(PlannedEdits.Bytes(restored));

        return Task.FromResult($"setting '{step.Setting}' is as it was");
    }

    /// <inheritdoc />
    protected override Task<IReadOnlyList<string>> ForeseeAsync(SetSetting step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(Problem(step, context) is { } problem ? [$"setting '{step.Setting}' cannot be written: {problem}"] : []);

    // What stands there now goes into the journal, and no secret does.
    private static string? Problem(SetSetting step, StepContext context) =>
        FileOf(context).Hindrance
        ?? (!IsWritten(step, context) && SecretNames.IsSecret(step.Setting, SettingsText.Find(Text(context), step.Setting) ?? step.Value) ? $"it is a secret, which no plan and no journal may hold: write it into '{PathOf(context)}' by hand" : null);

    private static bool IsWritten(SetSetting step, StepContext context) => SettingsText.Find(Text(context), step.Setting) == step.Value.Text;

    private static string PathOf(StepContext context) => Path.Combine(context.Before.Folder, DeploymentFiles.Settings);

    private static EditedFile FileOf(StepContext context) => new(PathOf(context), context.RunId);

    private static string Text(StepContext context) => PlannedEdits.TextOf(PathOf(context));

    private static string Summary(SetSetting step) => $"'{step.Setting}' is '{step.Value}' in '{DeploymentFiles.Settings}'";

    /// <summary>What the file said before.</summary>
    /// <param name="Existed">Whether it existed.</param>
    /// <param name="Raw">What stood behind the sign; null where no line set it.</param>
    /// <param name="WasOpen">Whether the last line had no end.</param>
    private sealed record Remembered(bool Existed, string? Raw, bool WasOpen);
}
