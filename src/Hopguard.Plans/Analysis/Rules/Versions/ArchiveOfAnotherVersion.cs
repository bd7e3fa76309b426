using System.Text.RegularExpressions;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.ArchiveOfAnotherVersion" />
public sealed class ArchiveOfAnotherVersion : EffectRule<FetchesSource>
{
    private static readonly Regex Version = new(@"(?<![0-9.])[0-9]+\.[0-9]+\.[0-9]+(?![0-9])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex Branch = new(@"/(refs/)?heads/|/(main|master|develop|dev|trunk|head|latest)([./]|\z)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    /// <inheritdoc />
    public override Rule Rule => VersionRules.ArchiveOfAnotherVersion;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(FetchesSource effect, Transition at, Trace trace)
    {
        if (trace.Plan.To is not { } to || at.Step is not FetchSource { Archive: var archive })
            yield break;

        var path = PathOf(archive);
        var versions = Version.Matches(path).Cast<Match>().Select(match => match.Value).ToList();
        // Beside the new one the old one may be fetched, for the way back.
        var isOld = trace.Plan.From is { } from && versions.Contains(from.ToString()) && trace.Plan.Steps.OfType<FetchSource>().Skip(1).Any();
        if (versions.Count > 0 && !isOld && !versions.Contains(to.ToString()))
        {
            yield return At(
                archive.Place,
                new(
                    $"The archive is of version '{versions[versions.Count - 1]}' where the hop leads to '{to}'; name the archive of '{to}'",
                    $"ホップの到達先は '{to}' ですが、アーカイブはバージョン '{versions[versions.Count - 1]}' のものです。'{to}' のアーカイブを指定してください"),
                new RelatedPlace(trace.Plan.ToPlace, new("the hop leads here", "ホップの到達先")));
        }
        else if (versions.Count == 0 && Branch.IsMatch(path))
        {
            yield return At(archive.Place, new(
                $"The archive is of a branch, which holds something else tomorrow; name the archive of tag '{to}'",
                $"アーカイブはブランチのもので、内容が変わり得ます。タグ '{to}' のアーカイブを指定してください"));
        }
    }

    // The host may be an address that looks like a version.
    private static string PathOf(string address)
    {
        var host = address.IndexOf("://", StringComparison.Ordinal);
        var path = host < 0 ? 0 : address.IndexOf('/', host + 3);
        return path < 0 ? string.Empty : address.Substring(path);
    }
}
