using System.Text.Json;
using Hopguard.Containers.Projects;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Sources;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Handlers;

/// <summary>
/// Checks out another tag in the deployment's own git checkout. It begins only where git has nothing of its own to lose: no file that it knows was edited, and none that it would bring is there already.
/// So whatever a kill leaves in between can be overwritten, forward and back. What was edited in the new version is stashed before it goes back.
/// </summary>
public sealed class CheckoutTagHandler : StepHandler<CheckoutTag>
{
    private const string Before = "checked-out-before";
    private const int Named = 5;

    /// <inheritdoc />
    protected override async Task<Probe> ProbeAsync(CheckoutTag step, StepContext context, CancellationToken cancellationToken) =>
        await IsCheckedOutAsync(step, context, cancellationToken) ? Probe.Done(Summary(step)) : Probe.NotDone();

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(CheckoutTag step, StepContext context, CancellationToken cancellationToken) =>
        context.Memory.Recall(Before) is null && await ProblemAsync(step, context, cancellationToken) is { } problem
            ? new StepOutcome.Failed($"Tag '{step.Tag}' cannot be checked out: {problem}", "Correct this and run the same command again")
            : null;

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(CheckoutTag step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Memory.Recall(Before) is null)
            await RememberAsync(step, context, cancellationToken);

        var before = Recall(context)!;
        if (!await IsCheckedOutAsync(step, context, cancellationToken))
            await CheckOutAsync(context, ["--detach", TagOf(step)], before, cancellationToken);

        return new StepOutcome.Done(Summary(step));
    }

    /// <inheritdoc />
    protected override async Task<string> UndoAsync(CheckoutTag step, StepContext context, CancellationToken cancellationToken)
    {
        if (Recall(context) is not { } before)
            return "no tag was checked out";

        var stashed = await IsAtTagAsync(step, context, cancellationToken) && await EditedAsync(context, cancellationToken) is { Count: > 0 };
        if (stashed)
            await RequireAsync(context, ["-c", "user.name=Hopguard", "-c", "user.email=hopguard@localhost", "stash", "push", "--quiet", "-m", $"Hopguard {context.RunId}"], cancellationToken);

        var isThere = before.Branch is { } branch && await LineAsync(context, ["rev-parse", $"refs/heads/{branch}"], cancellationToken) == before.Commit;
        await CheckOutAsync(context, isThere ? [before.Branch!] : ["--detach", before.Commit], before, cancellationToken);
        return $"'{before.Branch ?? before.Commit[..12]}' is checked out again" + (stashed ? $", what was edited meanwhile is in 'git stash list' as 'Hopguard {context.RunId}'" : string.Empty);
    }

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<string>> ForeseeAsync(CheckoutTag step, StepContext context, CancellationToken cancellationToken) =>
        await ProblemAsync(step, context, cancellationToken) is { } problem ? [$"tag '{step.Tag}' cannot be checked out: {problem}"] : [];

    private static async Task<string?> ProblemAsync(CheckoutTag step, StepContext context, CancellationToken cancellationToken)
    {
        var folder = context.Before.Folder;
        if (await LineAsync(context, ["rev-parse", "--show-prefix"], cancellationToken) is not "" || !Path.Exists(Path.Combine(folder, ".git")))
            return $"'{folder}' is no git checkout, or git is not installed";
        if (await LineAsync(context, ["rev-parse", "--verify", "--quiet", TagOf(step) + "^{commit}"], cancellationToken) is null)
            return $"the checkout has no such tag, type 'git -C {ShellWord.Posix(folder)} fetch origin tag {step.Tag}'";
        if (await EditedAsync(context, cancellationToken) is { Count: > 0 } edited)
            return $"{Listed(edited)} of the installed version was edited, put that into files of your own, such as 'docker-compose.override.yml', and type 'git -C {ShellWord.Posix(folder)} checkout -- {ShellWord.Posix(edited[0])}'";

        var coming = await LinesAsync(context, ["diff", "--name-only", "--no-renames", "--diff-filter=A", "HEAD", TagOf(step)], cancellationToken);
        var own = coming.Where(file => TreeContent.Exists(Path.Combine(folder, file))).ToList();
        return own.Count > 0 ? $"{Listed(own)} also comes with the tag, give yours another name" : NativeFile.MayWriteInto(folder) ? null : $"this user may not write into '{folder}', run as its owner or as root";
    }

    private static async Task RememberAsync(CheckoutTag step, StepContext context, CancellationToken cancellationToken)
    {
        var changed = await LinesAsync(context, ["diff", "--name-only", "--no-renames", "HEAD", TagOf(step)], cancellationToken);
        var modes = changed.Where(file => File.Exists(Path.Combine(context.Before.Folder, file)) && !OperatingSystem.IsWindows())
            .ToDictionary(file => file, file => (int)ModeOf(Path.Combine(context.Before.Folder, file)), StringComparer.Ordinal);
        var commit = (await RequireAsync(context, ["rev-parse", "HEAD"], cancellationToken)).Output.Trim();
        context.Memory.Remember(Before, JsonSerializer.Serialize(new Remembered(await LineAsync(context, ["symbolic-ref", "--quiet", "--short", "HEAD"], cancellationToken), commit, changed, modes)));
    }

    // What another git left locked was ours, and was killed: nobody else works on a deployment that is claimed.
    private static async Task CheckOutAsync(StepContext context, IEnumerable<string> what, Remembered before, CancellationToken cancellationToken)
    {
        CleanUp.File(Path.Combine(context.Before.Folder, ".git", "index.lock"));
        await RequireAsync(context, ["checkout", "--quiet", "--force", .. what], cancellationToken);
        foreach (var file in before.Changed.Select(file => (Name: file, Path: Path.Combine(context.Before.Folder, file))).Where(file => File.Exists(file.Path)))
        {
            NativeFile.CopyOwner(Path.Combine(context.Before.Folder, ".git"), file.Path);
            if (!OperatingSystem.IsWindows() && before.Modes.TryGetValue(file.Name, out var mode) && IsExecutable((UnixFileMode)mode) == IsExecutable(ModeOf(file.Path)))
                File.SetUnixFileMode(file.Path, (UnixFileMode)mode);
        }

        foreach (var file in new[] { "HEAD", "index", "logs/HEAD" }.Select(file => Path.Combine(context.Before.Folder, ".git", file)).Where(File.Exists))
            NativeFile.CopyOwner(Path.Combine(context.Before.Folder, ".git"), file);

        DurableFile.FlushFileSystem(context.Before.Folder);
    }

    private static async Task<bool> IsCheckedOutAsync(CheckoutTag step, StepContext context, CancellationToken cancellationToken) =>
        await IsAtTagAsync(step, context, cancellationToken) && await EditedAsync(context, cancellationToken) is { Count: 0 };

    private static async Task<bool> IsAtTagAsync(CheckoutTag step, StepContext context, CancellationToken cancellationToken) =>
        await LineAsync(context, ["rev-parse", "HEAD"], cancellationToken) is { } head && head == await LineAsync(context, ["rev-parse", "--verify", "--quiet", TagOf(step) + "^{commit}"], cancellationToken);

    private static Task<IReadOnlyList<string>> EditedAsync(StepContext context, CancellationToken cancellationToken) => LinesAsync(context, ["diff", "--name-only", "HEAD"], cancellationToken);

    private static async Task<IReadOnlyList<string>> LinesAsync(StepContext context, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        (await RequireAsync(context, arguments, cancellationToken)).Lines;

    private static async Task<string?> LineAsync(StepContext context, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        await Git.RunAsync(context.Before.Folder, arguments, cancellationToken) is { IsDone: true } answer ? answer.Output.Trim() : null;

    private static async Task<Git.Answer> RequireAsync(StepContext context, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        await Git.RunAsync(context.Before.Folder, arguments, cancellationToken) switch
        {
            { IsDone: true } answer => answer,
            { Error: var error } => throw new HopguardException($"Git refuses in '{context.Before.Folder}': {error}", "Make its checkout as git wants it, then run the same command again"),
            null => throw new HopguardException($"Checkout '{context.Before.Folder}' needs git, which is not installed here", "Install git"),
        };

    private static Remembered? Recall(StepContext context) => context.Memory.Recall(Before) is { } text ? JsonSerializer.Deserialize<Remembered>(text) : null;

    private static string Listed(IReadOnlyList<string> files) =>
        string.Join(", ", files.Take(Named).Select(file => $"'{file}'")) + (files.Count > Named ? $" and {files.Count - Named} more" : string.Empty);

    private static bool IsExecutable(UnixFileMode mode) => mode.HasFlag(UnixFileMode.UserExecute);

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private static string TagOf(CheckoutTag step) => $"refs/tags/{step.Tag}";

    private static string Summary(CheckoutTag step) => $"tag '{step.Tag}' is checked out";

    /// <summary>What was checked out before.</summary>
    /// <param name="Branch">The branch; null where none was.</param>
    /// <param name="Commit">The commit.</param>
    /// <param name="Changed">Files that differ between the two.</param>
    /// <param name="Modes">The modes of those that were there.</param>
    private sealed record Remembered(string? Branch, string Commit, IReadOnlyList<string> Changed, IReadOnlyDictionary<string, int> Modes);
}
