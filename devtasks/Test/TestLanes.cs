namespace Hopguard.DevTasks.Test;

/// <summary>Jobs that are done side by side in lanes: tests on an engine mostly wait, the others mostly compute.</summary>
/// <param name="jobs">The jobs, longest first.</param>
/// <param name="run">Runs a job with the variables of a lab.</param>
internal sealed class TestLanes(IEnumerable<TestJob> jobs, Func<TestJob, IReadOnlyDictionary<string, string>, Task> run)
{
    private readonly List<TestJob> _jobs = [.. jobs];
    private readonly Lock _gate = new();

    /// <summary>Does all jobs.</summary>
    /// <param name="engines">
    /// The engine of each lane, as soon as it is ready, or null where there are fewer; a lane does other jobs until then. The last lane takes the jobs without an engine first: they
    /// tell soonest.
    /// </param>
    public Task RunAsync(IReadOnlyList<Task<ILab?>> engines) => Task.WhenAll(engines.Select((engine, lane) => DriveAsync(engine, isLabFirst: lane < engines.Count - 1)));

    private async Task DriveAsync(Task<ILab?> lab, bool isLabFirst)
    {
        // The caller's thread drives the other lanes.
        await Task.Yield();
        while (true)
        {
            if (isLabFirst && lab.IsCompleted && await lab is { } ready && Take(needsLab: true) is { } soon)
                await run(soon, ready.Variables);
            else if (Take(needsLab: false) is { } plain)
                await run(plain, TestRun.NoVariables);
            else if (Any() && await lab is { } late && Take(needsLab: true) is { } last)
                await run(last, late.Variables);
            else
                return;
        }
    }

    private bool Any()
    {
        lock (_gate)
            return _jobs.Count > 0;
    }

    private TestJob? Take(bool needsLab)
    {
        lock (_gate)
        {
            var job = _jobs.Find(one => one.Project.NeedsLab == needsLab);
            if (job is not null)
                _jobs.Remove(job);
            return job;
        }
    }
}
