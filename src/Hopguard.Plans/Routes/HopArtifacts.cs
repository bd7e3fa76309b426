using System.Collections.Immutable;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Routes;

/// <summary>What a hop brings from elsewhere, as far as the facts of its release name it: what a deployment without network needs from a mirror.</summary>
/// <param name="Hop">The hop.</param>
/// <param name="Archives">The source archives that it fetches.</param>
/// <param name="Images">The images of the release it leads to, by name.</param>
/// <param name="WithoutImage">Services of that release whose image the facts do not name: only its compose files say it.</param>
public sealed record HopArtifacts(Plan Hop, ImmutableArray<FetchSource> Archives, ImmutableArray<ImageUse> Images, ImmutableArray<string> WithoutImage)
{
    /// <summary>What each hop of a way brings.</summary>
    /// <param name="application">The application.</param>
    /// <param name="route">The way.</param>
    public static ImmutableArray<HopArtifacts> Of(Application application, Route.Found route) => [.. route.Hops.Select(hop => Of(application, hop))];

    private static HopArtifacts Of(Application application, Plan hop)
    {
        var release = application.Releases.Single(release => release.Version == hop.To);
        var uses = hop.Steps.OfType<PullImages>().Any() ? UsesIn(release).ToList() : [];
        return new HopArtifacts(
            hop,
            [.. hop.Steps.OfType<FetchSource>()],
            [
                .. uses.Where(use => use.Image is not null).GroupBy(use => use.Image!, use => use.Service, StringComparer.Ordinal).OrderBy(image => image.Key, StringComparer.Ordinal)
                    .Select(image => new ImageUse(image.Key, [.. image.Distinct(StringComparer.Ordinal).OrderBy(service => service, StringComparer.Ordinal)])),
            ],
            [
                .. uses.GroupBy(use => use.Service, StringComparer.Ordinal).Where(service => service.All(use => use.Image is null))
                    .Select(service => service.Key).OrderBy(service => service, StringComparer.Ordinal),
            ]);
    }

    // An overlay may put a service on another image than the release does without it, and which overlays are in use only the host knows.
    private static IEnumerable<(string Service, string? Image)> UsesIn(Release release) => release.Services
        .Select(service => (service, release.ImageOf(service)))
        .Concat(release.ComposeFacts.SelectMany(file => file.Content?.InOrder ?? []).Where(service => service.Image is not null).Select(service => (service.Name.Text, (string?)service.Image!.Text)));
}

/// <summary>An image and what runs it.</summary>
/// <param name="Image">Its name, with tag or digest.</param>
/// <param name="Services">The services, by name.</param>
public sealed record ImageUse(string Image, ImmutableArray<string> Services)
{
    private const char DigestMark = '@';

    /// <summary>The digest that pins it: <c>sha256:…</c>; null where the facts name a tag alone, which its publisher can move.</summary>
    public string? Digest => Image.IndexOf(DigestMark) is var mark and >= 0 ? Image.Substring(mark + 1) : null;
}
