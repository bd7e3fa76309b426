using System.Security.Cryptography;
using Hopguard.Containers.Projects;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Sources;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Handlers;

/// <summary>Fetches the target's source tree: from an HTTPS address, a local archive, or a git checkout, always checked against a SHA-256.</summary>
public sealed class FetchSourceHandler(HttpClient http) : StepHandler<FetchSource>
{
    /// <inheritdoc />
    protected override Task<Probe> ProbeAsync(FetchSource step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Found(step, context) is { } source ? Probe.Done(Summary(source)) : Probe.NotDone());

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(FetchSource step, StepContext context, CancellationToken cancellationToken)
    {
        var from = context.Options.Source ?? step.Archive.Text;
        var archive = context.Folder.Source(step.As) + ".archive";
        context.Memory.Doubts(SourceDoubt.None);
        await DoubtAsync(FetchAsync(from, archive, context, cancellationToken), SourceDoubt.Source, context);
        from = SourceAddress.Shown(from);
        var sha256 = await HashAsync(archive, cancellationToken);
        if ((context.Options.SourceSha256 ?? step.Sha256?.Text) is not { } expected)
        {
            context.Memory.Doubts(SourceDoubt.Hash);
            return new StepOutcome.Failed($"Source '{from}' has no SHA-256 to be checked against; what was fetched has {sha256}", "Compare it with a trusted source, then give --source-sha256");
        }

        // Which of the two is wrong nobody knows here; what has the hash and is no source tree makes both wrong.
        const SourceDoubt both = SourceDoubt.Source | SourceDoubt.Hash;
        if (!string.Equals(sha256, expected, StringComparison.OrdinalIgnoreCase))
        {
            context.Memory.Doubts(both);
            return new StepOutcome.Failed($"Source '{from}' has SHA-256 {sha256} instead of {expected.ToLowerInvariant()}", "Fetch it again from where the expected hash comes from");
        }

        var partial = context.Folder.Source($".{step.As}.partial");
        await DoubtAsync(UnpackAsync(archive, partial, from, context, cancellationToken), both, context);
        CleanUp.File(archive);
        return new StepOutcome.Done(Summary(Complete(step, context, from, sha256, partial)));
    }

    private static async Task DoubtAsync(Task work, SourceDoubt doubt, StepContext context)
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

    private static async Task UnpackAsync(string archive, string folder, string from, StepContext context, CancellationToken cancellationToken)
    {
        await new SourceArchive().UnpackAsync(archive, folder, from, cancellationToken);
        RequireComposeFiles(folder, from, context);
    }

    private async Task FetchAsync(string from, string archive, StepContext context, CancellationToken cancellationToken)
    {
        if (Uri.TryCreate(from, UriKind.Absolute, out var address) && !address.IsFile)
            await new SourceDownload(http, context.Progress, context.Clock).FetchAsync(address, archive, cancellationToken);
        else if (Directory.Exists(from))
            await GitCheckout.ArchiveAsync(from, archive, cancellationToken);
        else if (File.Exists(from))
            File.Copy(from, archive, overwrite: true);
        else
            throw new HopguardException($"Source '{from}' is neither a file, a git checkout nor an HTTPS address", "Give one of them with --source");
    }

    private static void RequireComposeFiles(string tree, string from, StepContext context)
    {
        foreach (var file in TargetProject.FilesOf(context))
        {
            // The operator's own files come along from the old tree; a release without its own is no release.
            if (!File.Exists(Path.Combine(tree, file)) && (DeploymentFiles.IsOfRelease(file, context) || !File.Exists(Path.Combine(context.Before.Folder, file))))
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
