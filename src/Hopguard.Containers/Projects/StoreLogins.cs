using Hopguard.Containers.Ports;
using Hopguard.Plans.Model;
using ComposeService = Hopguard.Containers.Ports.ComposeService;

namespace Hopguard.Containers.Projects;

/// <summary>What the services of a project are told of how to log in to the server of a store in it.</summary>
public static class StoreLogins
{
    private const string UsualPort = "5432";

    /// <summary>Those of a rendered project, one for each service that works with the store and is told a role; who is told another server is left out.</summary>
    /// <param name="application">The application.</param>
    /// <param name="store">The store.</param>
    /// <param name="project">The project.</param>
    /// <param name="locate">Where a path of the host is to be read now.</param>
    public static IEnumerable<StoreLogin> Of(Application application, Store store, ComposeConfiguration project, Func<string, string> locate)
    {
        if (store.Connection is not { User: { } role } told)
            yield break;

        var own = ServerElsewhere.NamesOf(store.Service, project);
        foreach (var service in project.Services.Values.Where(service => service.Name != store.Service && project.HasContainers(service.Name)).OrderBy(service => service.Name, StringComparer.Ordinal))
        {
            if (application.Services.GetValueOrDefault(service.Name)?.Writes.Contains(store.Name) == true && own.Contains(Value(service, told.Host, locate) ?? store.Service)
                && (Value(service, told.Port, locate) ?? UsualPort) == UsualPort && Value(service, role, locate) is { } user)
                yield return new StoreLogin(service.Name, store.Name, user, Value(service, told.Password, locate), Value(service, told.Database, locate), told);
        }
    }

    // Compose writes '$' twice, so that its output can be read as a compose file again.
    private static string? Value(ComposeService service, Name? variable, Func<string, string> locate) =>
        variable is not { } name ? null
        : service.Environment.GetValueOrDefault(name.Text)?.Replace("$$", "$", StringComparison.Ordinal) is { Length: > 0 } value ? value
        : service.Environment.GetValueOrDefault(name.Text + SecretFile.Suffix) is { Length: > 0 } file ? SecretFile.Find(file, service.Mounts, locate) : null;
}
