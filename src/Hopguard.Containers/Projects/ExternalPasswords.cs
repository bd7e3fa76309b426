using Hopguard.Containers.Ports;
using Hopguard.Engine.Secrets;

namespace Hopguard.Containers.Projects;

/// <summary>
/// Finds the password of an external database where the services of the deployment have it: in the environment of their containers, in a file of the host that these mount as a secret, or in what
/// compose would give them, which has it from the caller's shell or <c>.env</c>. It is asked for anew by each process and kept nowhere.
/// </summary>
public sealed class ExternalPasswords(IContainerEngine engine, ICompose compose, ReferencedSettings settings, Redactor redactor)
{
    /// <summary>The password, null where none is known, and then the server has to do without; and the variable that an operator gives it in, null where nothing says which it is.</summary>
    public async Task<(string? Password, string? Variable)> FindAsync(ExternalStore store, CancellationToken cancellationToken)
    {
        if (store.Store.Connection?.Password?.Text is not { } variable)
            return (null, null);

        var containers = await engine.ListContainersAsync(ComposeLabels.Of(store.Project.Name), cancellationToken);
        var password = containers.OrderByDescending(container => container.Service == store.Server.Service)
            .Where(container => container.Environment.GetValueOrDefault(store.Store.Connection.Host) == store.Server.Host)
            .Select(container => SecretFile.Told(variable, container.Environment, container.Mounts)).FirstOrDefault(told => told is not null);
        if (password is null && settings.Find(variable, store.Project.Folder) is { } set)
            return (set, variable);

        if (password is null)
            (password, variable) = await RenderedAsync(store, variable, cancellationToken);
        if (password is not null)
            redactor.LearnSecret(password);
        return (password, variable);
    }

    // Compose writes '$' twice, so that its output can be read as a compose file again.
    private async Task<(string? Password, string Variable)> RenderedAsync(ExternalStore store, string variable, CancellationToken cancellationToken)
    {
        var rendered = await compose.ConfigAsync(store.Project, cancellationToken);
        if (rendered.Services.GetValueOrDefault(store.Server.Service) is not { } service)
            return (null, variable);
        if (SecretFile.Told(variable, service.Environment, service.Mounts)?.Replace("$$", "$", StringComparison.Ordinal) is { } told)
            return (told, variable);

        return service.Environment.GetValueOrDefault(variable + SecretFile.Suffix) is { } file && service.FilesOfVariables.GetValueOrDefault(file) is { } named
            ? (settings.Find(named, store.Project.Folder), named)
            : (null, variable);
    }
}
