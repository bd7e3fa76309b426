using System.Security.Cryptography;
using Hopguard.Containers.Projects;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Sources;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Handlers;

/// <summary>Fetches the target's source tree: from an HTTPS address, a local archive, a git checkout or a folder with the archives of several releases, always checked against a SHA-256.</summary>
public sealed class FetchSourceHandler(HttpClient http) : StepHandler<FetchSource>
{
    /// <inheritdoc />
    protected override Task<Probe> ProbeAsync(FetchSource step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Found(step, context) is { } source ? Probe.Done(Summary(source)) : Probe.NotDone());

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(FetchSource step, StepContext context, CancellationToken cancellationToken)
    {
        var folder = context.Plan.To is null ? null : SourceFolder.Of(context.Options.Source);
        (string From, string? Sha256) wanted = folder is null
            ? (context.Options.Source ?? step.Archive.Text, context.Options.SourceSha256 ?? step.Sha256?.Text)
            : folder.Find(context.Plan.To!.ToString(), context.Options.SourceSha256);
        var (from, expected) = wanted;
        var archive = context.Folder.Source(step.As) + ".archive";
        context.Memory.Doubts(OptionDoubt.None);
        await DoubtAsync(FetchAsync(from, archive, context, cancellationToken), folder is null ? OptionDoubt.Source : OptionDoubt.None, context);
        from = SourceAddress.Shown(from);
        var sha256 = await HashAsync(archive, cancellationToken);
        if (expected is null)
        {
            context.Memory.Doubts(OptionDoubt.Hash);
            return new StepOutcome.Failed($"Source '{from}' has no SHA-256 to be checked against; what was fetched has {sha256}", "Compare it with a trusted source, then give --source-sha256");
        }

        // Which of the two is wrong nobody knows here; what has the hash and is no source tree makes both wrong. In a folder it is put right, and what was typed stays.
        var both = folder is null ? OptionDoubt.Source | OptionDoubt.Hash : OptionDoubt.None;
        if (!string.Equals(sha256, expected, StringComparison.OrdinalIgnoreCase))
        {
            context.Memory.Doubts(both);
            return new StepOutcome.Failed($"Source '{from}' has SHA-256 {sha256} instead of {expected.ToLowerInvariant()}", "Fetch it again from where the expected hash comes from");
        }

        var partial = context.Folder.Source($".{step.As}.partial");
        await DoubtAsync(new SourceArchive().UnpackAsync(archive, partial, from, cancellationToken), both, context);
        RequireComposeFiles(partial, from, both, context);
        CleanUp.File(archive);
        return new StepOutcome.Done(Summary(Complete(step, context, from, sha256, partial)));
    }

    private static async Task DoubtAsync(Task work, OptionDoubt doubt, StepContext context)
    {
        try
        {
            await work;
        }
        catch (HopguardException trouble) when (IsOfSource(trouble.InnerException))
        {
            context.Memory.Doubts(doubt);
            throw;
        }
    }

    // A full disk, a broken connection and a missing git say nothing about the source.
    private static bool IsOfSource(Exception? cause) => cause is EndOfStreamException or not (IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception);

    private async Task FetchAsync(string from, string archive, StepContext context, CancellationToken cancellationToken)
    {
        if (SourceAddress.Remote(from) is { } address)
            await new SourceDownload(http, context.Progress, context.Clock).FetchAsync(address, archive, cancellationToken);
        else if (Directory.Exists(from))
            await GitCheckout.ArchiveAsync(from, archive, cancellationToken);
        else if (File.Exists(from))
            File.Copy(from, archive, overwrite: true);
        else
            throw new HopguardException($"Source '{from}' is neither a file, a git checkout nor an HTTPS address", "Give one of them with --source");
    }

    private static void RequireComposeFiles(string tree, string from, OptionDoubt ofSource, StepContext context)
    {
        foreach (var file in TargetProject.FilesOf(context))
        {
            // The operator's own files come along from the old tree; a release without its own is no release.
            var isOfRelease = DeploymentFiles.IsOfRelease(file, context);
            if (File.Exists(Path.Combine(tree, file)) || (!isOfRelease && File.Exists(Path.Combine(context.Before.Folder, file))))
                continue;
            var isTyped = !isOfRelease && context.Options.ComposeFiles is not null;
            context.Memory.Doubts(isTyped ? OptionDoubt.ComposeFiles : ofSource);
            if (isTyped)
                throw new HopguardException($"Compose file '{file}' is neither in '{context.Before.Folder}' nor in source '{from}'", "Name files of the deployment's folder with --compose-files, or give their whole path");

            throw new HopguardException($"Source '{from}' holds no '{file}'", "Give the source tree of the target version, with its compose files at the top");
        }
    }

    private static SourceEvidence Complete(FetchSource step, StepContext context, string from, string sha256, string partial)
    {
        var tree = context.Folder.Source(step.As);
        if (Directory.Exists(tree))
            Directory.Delete(tree, recursive: true);

        Directory.Move(partial, tree);
        DurableFile.FlushFolder(Path.GetDirectoryName(tree)!);
        var source = new SourceEvidence(step.As, tree, from, sha256);
        context.Evidence.Save(SourceEvidence.FileName(step.As), source);
        return source;
    }

    private static SourceEvidence? Found(FetchSource step, StepContext context) =>
        context.Evidence.Find<SourceEvidence>(SourceEvidence.FileName(step.As)) is { } source && Directory.Exists(source.Folder) ? source : null;

    private static string Summary(SourceEvidence source) => $"source '{source.Name}' from '{source.From}', SHA-256 {source.Sha256[..12]}…";

    private static async Task<string> HashAsync(string archive, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(archive);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
