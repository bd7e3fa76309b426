using System.Collections.Immutable;

namespace Hopguard.Plans.Model;

/// <summary>What a plan changes below a version that stays: the PostgreSQL major of one store. Its two releases are the same one, on the one base and on the other.</summary>
/// <param name="Store">The store.</param>
/// <param name="From">The release on the base that the plan finds.</param>
/// <param name="To">The release on the base that it leads to.</param>
public sealed record BaseChange(Name Store, Release From, Release To)
{
    /// <summary>A release on another major of PostgreSQL: what it says of images and compose files is said of that base.</summary>
    /// <param name="release">The release.</param>
    /// <param name="major">The major.</param>
    /// <param name="service">The service that serves the store.</param>
    public static Release On(Release release, int major, string? service) => release.PostgreSqlMajor == major ? release : release with
    {
        PostgreSqlMajor = major,
        Images = service is null ? release.Images : release.Images.Remove(service),
        ComposeFacts = [.. release.ComposeFacts.Select(file => file.Content is { } content ? file with { Content = On(content, major, service) } : file)],
        Compose = release.Compose is { } compose ? On(compose, major, service) : null,
    };

    private static ComposeProject On(ComposeProject project, int major, string? service) => service is not null && project.Services.TryGetValue(service, out var served) && served.Image is { } image
        ? project with { Services = project.Services.SetItem(service, served with { Image = new Name(ComposeImage.OnMajor(image, major), image.Place) }) }
        : project;
}

/// <summary>What a plan may change below the versions that it serves.</summary>
/// <param name="Store">The store.</param>
/// <param name="From">The majors that it starts from.</param>
/// <param name="To">The majors that it leads to.</param>
public sealed record BaseRange(Name Store, MajorRange From, MajorRange To)
{
    /// <summary>Every pair of majors that leads upwards, by the older and then the newer.</summary>
    public ImmutableArray<(int From, int To)> Pairs { get; } =
    [
        .. from older in Enumerable.Range(From.First, From.Last - From.First + 1)
           from newer in Enumerable.Range(To.First, To.Last - To.First + 1)
           where newer > older
           select (older, newer),
    ];
}
