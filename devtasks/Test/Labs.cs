namespace Hopguard.DevTasks.Test;

/// <summary>The engines of a test run: they are made ready while the solution is built.</summary>
internal sealed class Labs : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;

    private Labs(Task<ILab?> first, Task<ILab?> second, CancellationTokenSource stop) => (First, Second, _stop) = (first, second, stop);

    /// <summary>The first; null when no job needs one.</summary>
    public Task<ILab?> First { get; }

    /// <summary>Another one beside it; null when no two jobs need one, or the machine has one for all.</summary>
    public Task<ILab?> Second { get; }

    /// <summary>Begins to start what the jobs need.</summary>
    public static Labs Begin(IReadOnlyCollection<TestJob> jobs, Action<string> log, CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var needing = jobs.Count(job => job.Project.NeedsLab);
        var first = needing > 0 ? FirstAsync() : Task.FromResult<ILab?>(null);
        return new Labs(first, needing > 1 ? SecondAsync() : Task.FromResult<ILab?>(null), stop);

        async Task<ILab?> FirstAsync() => await LabOfThisMachine.StartAsync(log, stop.Token);

        async Task<ILab?> SecondAsync() => await first is { } other ? await LabOfThisMachine.StartAnotherAsync(other, log, stop.Token) : null;
    }

    /// <summary>Names what the tests have left on the engines.</summary>
    public async Task<IReadOnlyList<string>> FindOrphanedToolsAsync()
    {
        var left = new List<string>();
        foreach (var lab in new[] { await First, await Second }.OfType<ILab>())
            left.AddRange(await lab.FindOrphanedToolsAsync());
        return left;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var start in new[] { Second, First })
        {
            // A start that failed was told where it was waited for.
            await ((Task)start).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (start.IsCompletedSuccessfully && start.Result is { } lab)
                await lab.DisposeAsync();
        }

        _stop.Dispose();
    }
}
