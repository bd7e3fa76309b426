using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP219: an overlay among the files that are started lowers the version of an image.</summary>
public sealed class OverlayLowersImage : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP219",
        new("An overlay among the files that are started lowers the version of an image", "起動に使うファイルのうち、オーバーレイがイメージのバージョンを下げている"),
        new(
            "The newer version of the main file never runs, although everything else was made for it.",
            "ほかのすべてが新しいバージョンを前提としているのに、主ファイルの新しいイメージは動きません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Compose.To is not { } release)
            yield break;

        var reported = new HashSet<SourcePlace>();
        foreach (var set in StartSets.Of(trace))
        {
            var images = new Dictionary<string, Name>(StringComparer.Ordinal);
            foreach (var file in set)
            {
                foreach (var service in release.FindCompose(file)?.Content?.InOrder.Where(service => service.Image is not null) ?? [])
                {
                    if (images.TryGetValue(service.Name, out var before) && IsLower(service.Image!, before) && reported.Add(service.Image!.Place))
                        yield return Finding(file, service, before, trace);

                    images[service.Name] = service.Image!;
                }
            }
        }
    }

    private static bool IsLower(Name later, Name before)
    {
        var (one, other) = (ComposeImage.Parse(later), ComposeImage.Parse(before));
        return one.Repository == other.Repository && one.IsOlderThan(other);
    }

    private Finding Finding(Name file, ComposeService service, Name before, Trace trace) => At(
        StartSets.PlaceOf(file, trace),
        new(
            $"File '{file}' puts service '{service.Name}' on image '{service.Image}', which is older than '{before}' of the file before it; leave the file out, or override the image behind it",
            $"ファイル '{file}' はサービス '{service.Name}' のイメージを、前のファイルの '{before}' より古い '{service.Image}' にします。このファイルを外すか、その後のファイルでイメージを上書きしてください"),
        new RelatedPlace(service.Image!.Place, new("the older image", "古いイメージ")),
        new RelatedPlace(before.Place, new("the newer image", "新しいイメージ")));
}
