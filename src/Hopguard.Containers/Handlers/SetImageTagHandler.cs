using System.Text.Json;
using Hopguard.Containers.Edits;
using Hopguard.Containers.Projects;
using Hopguard.Engine;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Handlers;

/// <summary>
/// Writes another tag behind the image of services, in the compose file that names it last. The old tags are remembered before the first file is replaced; a rollback writes each back that is still
/// the new one.
/// </summary>
public sealed class SetImageTagHandler : StepHandler<SetImageTag>
{
    private const string Before = "tags-before";

    /// <inheritdoc />
    protected override Task<StepOutcome.Failed?> GuardAsync(SetImageTag step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Problems(step, context) is { Count: > 0 } problems ? new StepOutcome.Failed($"Tag '{step.Tag}' cannot be written: {string.Join("; ", problems)}", "Correct this and run the same command again") : null);

    /// <inheritdoc />
    protected override Task<StepOutcome> ExecuteAsync(SetImageTag step, StepContext context, CancellationToken cancellationToken)
    {
        var files = PlannedEdits.FilesOf(step, context, file => Text(file, context)).ToList();
        if (context.Memory.Recall(Before) is null)
        {
            var before = files.SelectMany(file => file.Services.Select(service => new Remembered(file.File, service, ImageTagText.Find(Text(file.File, context), service)!))).ToList();
            context.Memory.Remember(Before, JsonSerializer.Serialize(before));
        }

        foreach (var (file, services) in files)
            Rewrite(file, context, text => services.Aggregate(text, (now, service) => ImageTagText.With(now, service, PlannedEdits.SuffixOf(step))));

        return Task.FromResult<StepOutcome>(new StepOutcome.Done($"tag '{step.Tag}' of {string.Join(", ", step.Services.Select(service => $"'{service}'"))} in {string.Join(", ", files.Select(file => $"'{file.File}'"))}"));
    }

    /// <inheritdoc />
    protected override Task<string> UndoAsync(SetImageTag step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Memory.Recall(Before) is not { } remembered || JsonSerializer.Deserialize<List<Remembered>>(remembered) is not { } before)
            return Task.FromResult("no tag was written");

        var changed = new List<string>();
        foreach (var group in before.GroupBy(one => one.File, StringComparer.Ordinal))
        {
            Rewrite(group.Key, context, text => group.Aggregate(text, (now, one) => Find(now, one) == PlannedEdits.SuffixOf(step) ? ImageTagText.With(now, one.Service, one.Suffix) : now));
            changed.AddRange(group.Where(one => Find(Text(one.File, context), one) != one.Suffix).Select(one => $"'{one.Service}'"));
        }

        return Task.FromResult(changed.Count == 0 ? "the tags are as they were" : $"the tags are as they were, but for {string.Join(", ", changed)}, which somebody changed since");
    }

    /// <inheritdoc />
    protected override Task<IReadOnlyList<string>> ForeseeAsync(SetImageTag step, StepContext context, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(Problems(step, context));

    private static List<string> Problems(SetImageTag step, StepContext context)
    {
        try
        {
            return [.. PlannedEdits.FilesOf(step, context, file => Text(file, context)).Select(file => FileOf(file.File, context).Hindrance).OfType<string>()];
        }
        catch (HopguardException trouble)
        {
            return [trouble.Remedy is null ? trouble.Message : $"{trouble.Message} ({trouble.Remedy})"];
        }
    }

    private static void Rewrite(string file, StepContext context, Func<string, string> change)
    {
        var (edited, text) = (FileOf(file, context), Text(file, context));
        if (change(text) is var changed && changed != text)
            edited.Write(PlannedEdits.Bytes(changed));

        edited.CleanUp();
    }

    // Somebody may have put the image elsewhere since.
    private static string? Find(string text, Remembered one)
    {
        try
        {
            return ImageTagText.Find(text, one.Service);
        }
        catch (HopguardException)
        {
            return null;
        }
    }

    private static string Text(string file, StepContext context) => PlannedEdits.TextOf(Path.Combine(context.Before.Folder, file));

    private static EditedFile FileOf(string file, StepContext context) => new(Path.Combine(context.Before.Folder, file), context.RunId);

    /// <summary>What stood behind a service's image before.</summary>
    private sealed record Remembered(string File, string Service, string Suffix);
}
