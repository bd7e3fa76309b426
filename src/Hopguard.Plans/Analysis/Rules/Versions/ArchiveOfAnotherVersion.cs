using Hopguard.Plans.Findings;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.ArchiveOfAnotherVersion" />
public sealed class ArchiveOfAnotherVersion : EffectRule<FetchesSource>
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.ArchiveOfAnotherVersion;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(FetchesSource effect, Transition at, Trace trace)
    {
        if (trace.Plan.To is not { } to || at.Step is not FetchSource { Archive: var archive })
            yield break;

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
