using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>A rule about every release whose compose files are at hand.</summary>
public abstract class ReleaseRule : ApplicationRule
{
    /// <inheritdoc />
    public sealed override IEnumerable<Finding> Check(Application application, ImmutableArray<Plan> plans)
    {
        foreach (var release in application.Releases)
        {
            if (release.Compose is not { } compose)
                continue;

            foreach (var finding in Check(release, compose, application.As(release, release)))
                yield return finding;
        }
    }

    /// <summary>Judges one release.</summary>
    /// <param name="release">The release.</param>
    /// <param name="compose">The project of a plain deployment of it.</param>
    /// <param name="application">The application.</param>
    protected abstract IEnumerable<Finding> Check(Release release, ComposeProject compose, Application application);

    /// <summary>Stores of the release with the services that hold them, as its compose files say.</summary>
    private protected static IEnumerable<(Store Store, ComposeService Service)> Stores(Release release, ComposeProject compose, Application application) =>
        from store in application.Stores.Values.OrderBy(store => store.Name, StringComparer.Ordinal)
        let service = application.ServiceIn(store.Service, release)
        where store.IsIn(release.Version) && compose.Services.ContainsKey(service)
        select (store, compose.Services[service]);
}
