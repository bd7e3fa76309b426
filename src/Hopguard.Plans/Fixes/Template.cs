using System.Collections.Immutable;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Fixes;

/// <summary>Steps that belong together, as they are written in a plan.</summary>
/// <param name="isSafe">Whether they only stop, check or copy.</param>
/// <param name="text">The steps, one a line.</param>
internal sealed class Template(bool isSafe, string text)
{
    private readonly Dictionary<(ReleaseVersion, int, ReleaseVersion, int, bool IsSwitched), ImmutableArray<Step>> _ofPairs = [];
    private ImmutableArray<Step> _steps;

    public bool IsSafe => isSafe;

    public string Text => text;

    public ImmutableArray<string> Lines { get; } = [.. text.Split('\n')];

    /// <summary>The steps in a plan for one pair of versions, or for none.</summary>
    public ImmutableArray<Step> Steps => _steps.IsDefault ? _steps = new StepReader(new FindingSink(), VersionScheme.Any).ReadAll(Nodes()) : _steps;

    /// <summary>The same steps where they belong to the hops for which a condition holds.</summary>
    public Template When(string condition) => new(isSafe, string.Join("\n", Lines.Select(line => line.EndsWith("{}", StringComparison.Ordinal)
        ? $"{line.Substring(0, line.Length - 1)} when: {condition} }}"
        : $"{line.Substring(0, line.Length - 2)}, when: {condition} }}")));

    /// <summary>The steps that a plan for many pairs of versions has of them for one pair.</summary>
    /// <param name="application">The application.</param>
    /// <param name="pair">The pair.</param>
    /// <param name="isSwitched">Whether they come in where the new version is in place.</param>
    /// <param name="isOfBase">Whether the plan keeps the version.</param>
    public ImmutableArray<Step> StepsOf(Application application, JudgedPair pair, bool isSwitched, bool isOfBase)
    {
        var key = (pair.From.Version, pair.From.PostgreSqlMajor, pair.To.Version, pair.To.PostgreSqlMajor, isSwitched);
        if (_ofPairs.TryGetValue(key, out var known))
            return known;

        var reader = new StepReader(new FindingSink(), application.Versions, new PairFacts(pair.From, pair.To) { ServiceIn = application.ServiceIn, IsOfBase = isOfBase })
        {
            Takes = condition => condition.Holds(application, pair.From, pair.To),
            Deployed = isSwitched ? pair.To : pair.From,
        };
        return _ofPairs[key] = reader.ReadAll(Nodes());
    }

    private ListNode Nodes() => (ListNode)DocumentReader.Read(string.Empty, "steps:\n" + string.Concat(Lines.Select(line => $"- {line}\n")), new FindingSink())!.Entries[0].Value;
}
