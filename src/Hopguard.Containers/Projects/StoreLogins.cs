using Hopguard.Containers.Ports;
using Hopguard.Plans.Model;

namespace Hopguard.Containers.Projects;

/// <summary>What the services of a project are told of how to log in to the server of a store in it.</summary>
public static class StoreLogins
{
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
            var environment = service.GivenEnvironment();
            if (application.Services.GetValueOrDefault(service.Name)?.Writes.Contains(store.Name) == true && own.Contains(Value(told.Host) ?? store.Service)
                && (Value(told.Port) ?? ServerElsewhere.UsualPort) == ServerElsewhere.UsualPort && Value(role) is { } user)
                yield return new StoreLogin(service.Name, store.Name, user, Value(told.Password), Value(told.Database), told);

            string? Value(Name? variable) => variable is { } name ? SecretFile.Told(name.Text, environment, service.Mounts, locate) : null;
        }
    }
}
