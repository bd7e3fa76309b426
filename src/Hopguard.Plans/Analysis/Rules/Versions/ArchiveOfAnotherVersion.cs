using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP228: the archive or tag that a hop brings is of another version than it leads to, or of none.</summary>
public sealed class ArchiveOfAnotherVersion : EffectRule<Effect>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP228",
        new("The archive or tag that a hop brings is of another version than it leads to, or of none", "ホップが配置するアーカイブまたはタグが、到達先と異なるバージョンのもの、またはバージョンを示さないものである"),
        new(
            "Other code than the one that the plan was made and checked for would be deployed; what a branch holds changes from day to day.",
            "プランの対象として検査されたものとは別のコードが配置されます。ブランチの内容は日々変わります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Effect effect, Transition at, Trace trace) => (trace.Plan.To, at.Step) switch
    {
        ({ } to, FetchSource { Archive: var archive }) => OfArchive(archive, to, trace),
        ({ } to, CheckoutTag checkout) => OfTag(checkout.Tag, to, trace),
        ({ } to, var step) when VersionChange.IsOfApplication(step, trace.Facts.Application) => OfTag(VersionChange.TextOf(step)!, to, trace),
        _ => [],
    };

    private IEnumerable<Finding> OfTag(Name tag, ReleaseVersion to, Trace trace)
    {
        // The tag of another release counts as what it is: a start from it has a finding of its own.
        var scheme = trace.Facts.Application.Versions;
        if (!scheme.TryObserve(ArchiveAddress.WithoutDigest(tag), out var version))
        {
            yield return At(tag.Place, new(
                $"Tag '{tag}' names no version, so what it brings may change from day to day; write the tag of '{to}'",
                $"タグ '{tag}' はバージョンを示さないため、内容が日々変わり得ます。'{to}' のタグを書いてください"));
        }
        else if (!version.Equals(to) && trace.Facts.Application.FindRelease(version) is null)
        {
            yield return At(
                tag.Place,
                new(
                    $"Tag '{tag}' is of version '{version}' where the hop leads to '{to}'; write the tag of '{to}'",
                    $"ホップの到達先は '{to}' ですが、タグ '{tag}' はバージョン '{version}' のものです。'{to}' のタグを書いてください"),
                new RelatedPlace(trace.Plan.ToPlace, new("the hop leads here", "ホップの到達先")));
        }
    }

    private IEnumerable<Finding> OfArchive(Name archive, ReleaseVersion to, Trace trace)
    {

        // The tree of a release that the application knows counts as what it is: a plan may fetch several, and a start from a wrong one has a finding of its own.
        var versions = ArchiveAddress.VersionsIn(archive, trace.Facts.Application.Versions);
        if (versions.Count > 0 && !versions.Any(version => IsKnown(version, trace)))
        {
            yield return At(
                archive.Place,
                new(
                    $"The archive is of version '{versions[versions.Count - 1]}' where the hop leads to '{to}'; name the archive of '{to}'",
                    $"ホップの到達先は '{to}' ですが、アーカイブはバージョン '{versions[versions.Count - 1]}' のものです。'{to}' のアーカイブを指定してください"),
                new RelatedPlace(trace.Plan.ToPlace, new("the hop leads here", "ホップの到達先")));
        }
        else if (versions.Count == 0 && ArchiveAddress.IsOfBranch(archive))
        {
            yield return At(archive.Place, new(
                $"The archive is of a branch, which holds something else tomorrow; name the archive of tag '{to}'",
                $"アーカイブはブランチのもので、内容が変わり得ます。タグ '{to}' のアーカイブを指定してください"));
        }
    }

    private static bool IsKnown(string text, Trace trace) =>
        trace.Facts.Application.Versions.TryRead(text, out var version) && (version == trace.Plan.To || trace.Facts.Application.FindRelease(version) is not null);
}
