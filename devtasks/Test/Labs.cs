namespace Hopguard.DevTasks.Test;

/// <summary>The engines of a test run: they are made ready while the solution is built.</summary>
internal sealed class Labs : IAsyncDisposable
{
    private const int Most = 3;

    private readonly CancellationTokenSource _stop;

    private Labs(IReadOnlyList<Task<ILab?>> engines, CancellationTokenSource stop) => (Engines, _stop) = (engines, stop);

    /// <summary>One for each lane; null where no job is left for it, or the machine has one engine for all.</summary>
    public IReadOnlyList<Task<ILab?>> Engines { get; }

    /// <summary>Begins to start what the jobs need.</summary>
    public static Labs Begin(IReadOnlyCollection<TestJob> jobs, Action<string> log, CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var needing = jobs.Count(job => job.Project.NeedsLab);
        var engines = new List<Task<ILab?>> { needing > 0 ? FirstAsync() : Task.FromResult<ILab?>(null) };
        while (engines.Count < Most)
            engines.Add(engines.Count < needing ? AnotherAsync(engines[0], engines[^1], engines.Count + 1) : Task.FromResult<ILab?>(null));
        return new Labs(engines, stop);

        async Task<ILab?> FirstAsync() => await LabOfThisMachine.StartAsync(log, stop.Token);

        // One after another: side by side none of them would be ready sooner.
        async Task<ILab?> AnotherAsync(Task<ILab?> first, Task<ILab?> before, int number) =>
            await before is not null && await first is { } original ? await LabOfThisMachine.StartAnotherAsync(original, number, log, stop.Token) : null;
    }

    /// <summary>Names what the tests have left on the engines.</summary>
    public async Task<IReadOnlyList<string>> FindOrphanedToolsAsync()
    {
        var left = new List<string>();
        foreach (var lab in (await Task.WhenAll(Engines)).OfType<ILab>())
            left.AddRange(await lab.FindOrphanedToolsAsync());
        return left;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var start in Engines.Reverse())
        {
            // A start that failed was told where it was waited for.
            await ((Task)start).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (start.IsCompletedSuccessfully && start.Result is { } lab)
                await lab.DisposeAsync();
        }

        _stop.Dispose();
    }
}
