using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Routes;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Routes;

/// <summary>What a way brings from elsewhere: a line for each thing, whose first word is its kind, and all else behind a number sign.</summary>
public static class ArtifactText
{
    // What the program itself calls on the host beside the engine.
    private static readonly string[] Tools = ["docker", "docker-compose-plugin"];

    /// <summary>All lines; each thing once, at the first hop that needs it.</summary>
    /// <param name="application">The application.</param>
    /// <param name="hops">What each hop needs.</param>
    /// <param name="from">Where the way begins.</param>
    /// <param name="language">The language.</param>
    public static IEnumerable<string> Render(Application application, IReadOnlyList<HopArtifacts> hops, ReleaseVersion from, Language language)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        yield return Remark(Title(application, hops, from), language);
        foreach (var hop in hops)
        {
            yield return Remark(new Message($"{hop.Hop.From} -> {hop.Hop.To}", $"{hop.Hop.From} -> {hop.Hop.To}"), language);
            foreach (var archive in hop.Archives)
                yield return Untrusted.Line($"archive {archive.Archive}" + (archive.Sha256 is { } sum ? $" sha256:{sum}" : string.Empty));
            if (hop.Archives.Any(archive => archive.Sha256 is null))
                yield return Remark(new Message("write the archive's SHA-256 down when you fetch it: a run asks for it", "アーカイブの SHA-256 は取得時に控えてください。実行時に必要です"), language);
            foreach (var image in hop.Images.Where(image => told.Add(image.Image)))
                yield return Untrusted.Line($"image {image.Image}");
            if (!hop.WithoutImage.IsEmpty)
                yield return Remark(new Message($"only the release's compose files name the images of {string.Join(", ", hop.WithoutImage)}", $"{string.Join("、", hop.WithoutImage)} のイメージはリリースの compose ファイルだけに書かれています"), language);
        }

        foreach (var tool in hops.Count == 0 ? [] : Tools)
            yield return $"tool {tool}";
    }

    /// <summary>The same for programs. Keys are added in later versions, never renamed; a digest or a sum that the plans do not know is null.</summary>
    public static string RenderJson(Application application, IReadOnlyList<HopArtifacts> hops, ReleaseVersion from) => ReportJson.Write(
        new
        {
            Application = application.Name,
            From = from.ToString(),
            To = To(hops, from).ToString(),
            Hops = hops.Select(hop => new
            {
                From = hop.Hop.From!.ToString(),
                To = hop.Hop.To!.ToString(),
                Plan = hop.Hop.Path,
                Archives = hop.Archives.Select(archive => new { Address = archive.Archive.Text, Sha256 = archive.Sha256?.Text }),
                Images = hop.Images.Select(image => new { image.Image, image.Digest, image.Services }),
                ServicesWithoutImage = hop.WithoutImage,
            }),
            Tools = hops.Count == 0 ? [] : Tools,
        },
        sparse: false);

    private static ReleaseVersion To(IReadOnlyList<HopArtifacts> hops, ReleaseVersion from) => hops.Count == 0 ? from : hops[^1].Hop.To!;

    private static Message Title(Application application, IReadOnlyList<HopArtifacts> hops, ReleaseVersion from)
    {
        if (hops.Count == 0)
            return new Message($"{application.Title} {from} is the wanted version already: nothing is needed", $"{application.Title} はすでに {from} です。必要なものはありません");

        var chain = string.Join(" -> ", hops.Select(hop => hop.Hop.To!.ToString()).Prepend(from.ToString()));
        var (archives, images) = (hops.Sum(hop => hop.Archives.Length), hops.SelectMany(hop => hop.Images).Select(image => image.Image).Distinct(StringComparer.Ordinal).Count());
        return new Message($"{application.Title} {chain}: source archives {archives}, images {images}", $"{application.Title} {chain}: ソースアーカイブ {archives} 件、イメージ {images} 件");
    }

    private static string Remark(Message text, Language language) => Untrusted.Line("# " + text.In(language));
}
