using Hopguard.Plans.Model;

namespace Hopguard.Engine.Ports;

/// <summary>
/// An application on the base that a deployment has. Where a database was moved to a newer major than its release has, every release runs on that one here as long as it has no newer one itself:
/// files of a newer server are no older one's.
/// </summary>
public static class DeployedBase
{
    /// <summary>The application as the deployment has it; the same where its servers are those of its release.</summary>
    public static Application Of(Application application, DeploymentSnapshot before)
    {
        // A server outside of the deployment stays what it is, whatever the releases bring for one of their own.
        if (before.External.Keys.FirstOrDefault() is { } external)
            return application with { Releases = [.. application.Releases.Select(release => BaseChange.On(release, before.Majors[external], application.StoreIn(external, release)?.Service))] };

        if (application.FindRelease(before.Version) is not { } installed)
            return application;

        var moved = application.Stores.Values.Where(store => store.Kind == StoreKind.PostgreSql && before.Majors.TryGetValue(store.Name, out var major) && major > installed.PostgreSqlMajor)
            .OrderBy(store => before.Majors[store.Name]).LastOrDefault();
        return moved is null ? application : application with
        {
            Releases = [.. application.Releases.Select(release => release.PostgreSqlMajor >= before.Majors[moved.Name] ? release
                : BaseChange.On(release, before.Majors[moved.Name], application.StoreIn(moved.Name, release)?.Service))],
        };
    }
}
