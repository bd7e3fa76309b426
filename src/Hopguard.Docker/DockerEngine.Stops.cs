using System.Globalization;
using Hopguard.Engine;

namespace Hopguard.Docker;

public sealed partial class DockerEngine
{
    private static readonly TimeSpan StopPause = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public async Task StopAsync(string nameOrId, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        var main = await FindMainProcessAsync(nameOrId, cancellationToken);

        // A zero is left out of the question, and then the engine waits for ten seconds.
        var seconds = (uint)Math.Max(1, Math.Ceiling(timeLimit.TotalSeconds));
        var stopping = _client.Containers.StopContainerAsync(Escape(nameOrId), new() { WaitBeforeKillSeconds = seconds }, cancellationToken);
        if (main is not null)
            await RepeatSignalAsync(stopping, nameOrId, main, cancellationToken);
        await stopping;
    }

    // The engine signals once, and the first process of a container ignores what it has no handler for: a shell that prepares the start, and only then becomes the program,
    // lets the signal go by, and the program would be killed when the time is up. So what came in its place is signalled again.
    private async Task RepeatSignalAsync(Task stopping, string nameOrId, MainProcess signalled, CancellationToken cancellationToken)
    {
        while (await Task.WhenAny(stopping, Task.Delay(StopPause, cancellationToken)) != stopping && !cancellationToken.IsCancellationRequested)
        {
            if (await FindMainProcessAsync(nameOrId, cancellationToken) is not { } now || now.Command == signalled.Command)
                continue;

            await SignalAsync(now, cancellationToken);
            signalled = now;
        }
    }

    private async Task SignalAsync(MainProcess process, CancellationToken cancellationToken)
    {
        try
        {
            await _client.Containers.KillContainerAsync(process.Container, new() { Signal = process.StopSignal }, cancellationToken);
        }
        catch (HopguardException)
        {
            // It has ended meanwhile, which is what was wanted; else the engine ends it when the time is up.
        }
    }

    // Null where the container does not run, or its processes cannot be listed: then it is stopped as the engine does it.
    private async Task<MainProcess?> FindMainProcessAsync(string nameOrId, CancellationToken cancellationToken)
    {
        if (await FindAsync(_client.Containers.InspectContainerAsync(Escape(nameOrId), cancellationToken)) is not { State.Running: true } found)
            return null;

        var id = found.State.Pid.ToString(CultureInfo.InvariantCulture);
        var command = (await ListProcessesAsync(found.ID, cancellationToken))?.FirstOrDefault(process => process.Id == id)?.Command;
        return command is null ? null : new MainProcess(found.ID, command, found.Config?.StopSignal is { Length: > 0 } signal ? signal : "SIGTERM");
    }

    private sealed record MainProcess(string Container, string Command, string StopSignal);
}
