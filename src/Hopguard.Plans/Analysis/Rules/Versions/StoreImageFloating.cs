using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP218: the image of a store has no version.</summary>
public sealed class StoreImageFloating : ReleaseRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP218",
        new("The image of a store has no version", "ストアのイメージにバージョンが指定されていない"),
        new(
            "The next pull may bring another major that does not start on the data, or starts and changes it.",
            "次回の取得で別のメジャーバージョンになり、データの上で起動しないか、起動してデータを変えてしまうおそれがあります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Release release, ComposeProject compose, Application application)
    {
        foreach (var (store, service) in Stores(release, compose, application).Where(pair => pair.Store.Kind != StoreKind.Volume))
        {
            // A variable without a default is the operator's to fill, and is checked when the program runs.
            if (service.Image is not { } image || image.Text.Contains("$") || ComposeImage.Parse(image) is { IsPinned: true } or { Major: not null } or { PostgreSqlMajor: not null })
                continue;

            yield return At(image.Place, new(
                $"Image '{image}' of store '{store.Name}' has no version and becomes whatever is newest; write the version that release {release.Version} was made with",
                $"ストア '{store.Name}' のイメージ '{image}' にはバージョンがなく、その時々の最新版になります。リリース {release.Version} が前提とするバージョンを書いてください"));
        }
    }
}
