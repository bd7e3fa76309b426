namespace Hopguard.Lab;

/// <summary>The Docker Engine that this machine already has, if it answers.</summary>
static class ReachableEngine
{
    const string DefaultSocket = "/var/run/docker.sock";
    static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Its address: <c>DOCKER_HOST</c>, else that of the current context; null when nothing answers there.</summary>
    public static async Task<string?> FindAsync(CancellationToken cancellation)
    {
        if (!LabCommand.Exists("docker"))
            return null;
        var host = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } named ? named : await ContextHostAsync(cancellation);
        return await AnswersAsync(host, cancellation) ? host : null;
    }

    /// <summary>Whether an engine answers at the address.</summary>
    public static async Task<bool> AnswersAsync(string host, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeLimit);
        try
        {
            var version = await new LabCommand("docker", "--host", host, "version", "--format", "{{.Server.Version}}").TryRunAsync(limit.Token);
            return version.ExitCode == 0;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    static async Task<string> ContextHostAsync(CancellationToken cancellation)
    {
        var context = await new LabCommand("docker", "context", "inspect", "--format", "{{.Endpoints.docker.Host}}").TryRunAsync(cancellation);
        return context.ExitCode == 0 && context.Output.Trim() is { Length: > 0 } host ? host : $"unix://{DefaultSocket}";
    }
}
