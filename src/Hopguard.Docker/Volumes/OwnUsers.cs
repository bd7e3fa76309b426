using Hopguard.Containers.Ports;

namespace Hopguard.Docker.Volumes;

/// <summary>Containers of the project itself that use a volume which a rollback has to move: somebody started them in the middle of the run.</summary>
internal static class OwnUsers
{
    // A database writes its last checkpoint.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    /// <summary>Stops them. Containers of others are nobody's to stop: the move names them.</summary>
    public static async Task StopAsync(IContainerEngine engine, string volume, string project, CancellationToken cancellationToken)
    {
        foreach (var user in (await engine.ListUsersAsync(volume, cancellationToken)).Where(user => user.Project == project))
            await engine.StopAsync(user.Id, TimeLimit, cancellationToken);
    }
}
