using Hopguard.Containers.Ports;
using Hopguard.Plans.Model;

namespace Hopguard.Postgres.Migrations;

/// <summary>
/// Watches the process that applies migrations, where the application names one. A container stays up when that process fails in it: a supervisor starts it again, or goes on to serve
/// without what it should have done. What the process prints is never judged, only that it ended while migrations are missing.
/// </summary>
internal sealed class MigratingProcess(IContainerEngine engine, MigrationTable table, TimeProvider clock)
{
    // A supervisor waits a few seconds before it starts again what failed.
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(10);
    private const int EndsThatCount = 5;

    // The engine starts a program of its host for every look, and migrations may take hours.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private HashSet<string> _alive = new(StringComparer.Ordinal);
    private long _lastSeen = clock.GetTimestamp();
    private long _lastLook = clock.GetTimestamp();
    private int _ends;

    /// <summary>Migrations were applied since the last look: whatever ended before did its work.</summary>
    public void Advanced() => (_ends, _lastSeen) = (0, clock.GetTimestamp());

    /// <summary>Looks once, while migrations are missing. Says what failed when that is sure, else null.</summary>
    /// <param name="service">The container that migrates, which runs.</param>
    /// <param name="serves">Whether the application answers its users, which it does behind its migrations only.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string?> FindFailureAsync(ContainerState service, Func<Task<bool>> serves, CancellationToken cancellationToken)
    {
        if (clock.GetElapsedTime(_lastLook) < Pace)
            return null;

        _lastLook = clock.GetTimestamp();
        if (table.Process is not { } words || await engine.ListProcessesAsync(service.Id, cancellationToken) is not { } processes)
        {
            _lastSeen = clock.GetTimestamp();
            return null;
        }

        var alive = processes.Where(process => $"{process.Command} ".Contains($"{words} ", StringComparison.Ordinal)).Select(process => process.Id).ToHashSet(StringComparer.Ordinal);
        // What starts others ends with them: one end is that of all that were there together.
        if (_alive.Count > 0 && !alive.Overlaps(_alive))
            _ends++;
        if (alive.Count > 0)
            _lastSeen = clock.GetTimestamp();
        _alive = alive;

        var gone = clock.GetElapsedTime(_lastSeen);
        if (_ends >= EndsThatCount)
            return $"'{words}' in service '{service.Service}' was started anew {_ends} times and applied nothing";
        if (gone < LongEnough)
            return null;

        return _ends > 0 || await serves() ? $"'{words}' in service '{service.Service}' has ended before all migrations were applied" : null;
    }
}
