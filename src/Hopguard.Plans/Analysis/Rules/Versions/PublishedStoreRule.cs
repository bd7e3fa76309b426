using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>A rule about ports of stores that the files of a start publish on every address of the host.</summary>
public abstract class PublishedStoreRule : PlanRule
{
    /// <summary>Whether it is about databases that ask nobody for a password, or about all other stores.</summary>
    protected abstract bool IsAboutTrust { get; }

    /// <inheritdoc />
    public sealed override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Compose.To is not { } release)
            yield break;

        var stores = trace.Facts.Stores.Where(store => store.Kind != StoreKind.Volume && store.IsIn(release.Version)).ToList();
        var reported = new HashSet<ComposePort>();
        foreach (var set in StartSets.Of(trace))
        {
            var project = trace.Compose.TargetOf(set);
            foreach (var store in stores.Where(store => project is not null && Trusts(project, store) == IsAboutTrust))
            {
                foreach (var (file, port) in Ports(set, release, store).Where(pair => reported.Add(pair.Port)))
                    yield return At(StartSets.PlaceOf(file, trace), Describe(file, port, store), new RelatedPlace(port.Place, new("the port is published here", "ポートの公開")));
            }
        }
    }

    /// <summary>What is wrong.</summary>
    /// <param name="file">The file that publishes.</param>
    /// <param name="port">The port.</param>
    /// <param name="store">The store behind it.</param>
    protected abstract Message Describe(Name file, ComposePort port, Store store);

    private static IEnumerable<(Name File, ComposePort Port)> Ports(IEnumerable<Name> set, Release release, Store store) =>
        from file in set
        let content = release.FindCompose(file)?.Content
        where content is not null && content.Services.ContainsKey(store.Service)
        from port in content.Services[store.Service].Ports
        where !port.IsLocal
        select (file, port);

    private static bool Trusts(ComposeProject project, Store store) => store.Kind == StoreKind.PostgreSql
        && project.Services.TryGetValue(store.Service, out var service)
        && service.Environment.TryGetValue("POSTGRES_HOST_AUTH_METHOD", out var method)
        && method.Text == "trust";
}
