using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis;

/// <summary>
/// What the analysis of a plan for many pairs of versions can tell two pairs apart by. Pairs with equal keys have the same findings at the same places: of each key one pair is judged.
/// Whatever a rule begins to read of a release belongs in here; a test judges every pair and compares.
/// </summary>
internal sealed class PairKey
{
    private readonly Application _application;
    private readonly ImmutableArray<StepCondition> _conditions;
    private readonly ImmutableArray<ReleaseVersion> _eventful;
    private readonly ImmutableArray<ReleaseVersion> _written;
    private readonly ImmutableArray<int>? _majors;
    private readonly Dictionary<(ReleaseVersion, int), string> _facts = [];

    public PairKey(Application application, Plan range)
    {
        _application = application;
        _conditions = [.. range.Steps.Select(step => step.When).OfType<StepCondition>()];
        _eventful = [.. application.Releases.Where(IsEventful).Select(release => release.Version)];
        _majors = range.IsOfBase ? [.. range.Steps.SelectMany(step => step.Arguments).SelectMany(argument => MajorsIn(argument.Text)).Distinct()] : null;
        _written = [.. VersionsIn(range, application.Versions).Distinct().OrderBy(version => version)];
    }

    public string Of(Release from, Release to) => string.Join(
        "|",
        OfEnds(from, to),
        // Of what happens on the way, the first and the last say which releases it is: all between them.
        Turn(_eventful, from.Version),
        Turn(_eventful, to.Version));

    /// <summary>What tells two pairs apart but for what happens on the way: the steps, and the services and stores that they meet.</summary>
    public string OfEnds(Release from, Release to) => string.Join(
        "|",
        new string([.. _conditions.Select(condition => condition.Holds(_application, from, to) ? '1' : '0')]),
        FactsOf(from),
        FactsOf(to));

    private string FactsOf(Release release)
    {
        if (!_facts.TryGetValue((release.Version, release.PostgreSqlMajor), out var facts))
            _facts.Add((release.Version, release.PostgreSqlMajor), facts = Facts(release));

        return facts;
    }

    private string Facts(Release release) => string.Join(
        ";",
        MajorOf(release),
        string.Join(",", release.Services),
        string.Join(",", release.Settings),
        release.Project?.Text,
        string.Join(",", release.ComposeFiles.Select(file => file.Text)),
        string.Join(",", _application.Stores.Values.Where(store => store.IsIn(release.Version)).Select(store => store.Name).OrderBy(name => name, StringComparer.Ordinal)),
        string.Join(",", release.Stores.Where(store => _application.Stores.TryGetValue(store.Key, out var known) && known.IsIn(release.Version)).OrderBy(store => store.Key, StringComparer.Ordinal)
            .Select(store => $"{store.Key}={store.Value.Service}/{store.Value.Volume}/{store.Value.Mount}/{store.Value.Disposable}")),
        // A version that the plan writes out is another before it, at it and behind it.
        Turn(_written, release.Version),
        // How a version is written decides how it is found in an address.
        release.Version.Numbers.Length.ToString(CultureInfo.InvariantCulture),
        release.Version.Suffix);

    // Below the same version every pair leads upwards: which majors it is tells nothing apart but where images of that major keep their data, and what the plan itself says of one.
    private string MajorOf(Release release) => _majors is not { } written
        ? release.PostgreSqlMajor.ToString(CultureInfo.InvariantCulture)
        : $"{PostgreSqlFolder.MountOf(release.PostgreSqlMajor)}{string.Concat(written.Select(major => major.CompareTo(release.PostgreSqlMajor)))}";

    private static IEnumerable<int> MajorsIn(string text) => Regex.Matches(text, "[0-9]{1,2}", RegexOptions.CultureInvariant).Cast<Match>().Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture));

    private static bool IsEventful(Release release) =>
        release.MandatoryStop || !release.Renames.IsEmpty || !release.OneWay.IsEmpty || !release.Touches.IsEmpty || !release.PostUpgrade.IsEmpty;

    private static string Turn(ImmutableArray<ReleaseVersion> versions, ReleaseVersion version) =>
        string.Join(".", versions.Count(other => other < version).ToString(CultureInfo.InvariantCulture), versions.Contains(version) ? "1" : "0");

    private static IEnumerable<ReleaseVersion> VersionsIn(Plan range, VersionScheme scheme) => range.Steps
        .SelectMany(step => step.Arguments)
        .SelectMany(argument => ArchiveAddress.VersionsIn("/" + argument.Text, scheme).Append(argument.Text))
        .Select(text => scheme.TryObserve(text, out var version) ? version : null)
        .OfType<ReleaseVersion>();
}
