using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis.Rules;
using Hopguard.Plans.Findings;

namespace Hopguard.Accuracy.Corpus;

/// <summary>
/// What a person says of a plan of the corpus: the mistakes in it, in a comment <c># expect:</c> with ids of rules, or names of mistakes for which there is no rule yet; or <c>none</c>.
/// </summary>
/// <param name="Rules">Ids of the rules that have to find something; a mistake without a rule stands here by its name.</param>
/// <param name="Why">The reason, from the comment <c># why:</c>.</param>
public sealed record Label(ImmutableSortedSet<string> Rules, string Why)
{
    private static readonly Regex Expect = new("^# expect: (?<rules>.+)$", RegexOptions.Multiline);
    private static readonly Regex Reason = new("^# why: (?<why>.+)$", RegexOptions.Multiline);
    private static readonly Regex Word = new("^(HOP[0-9]{3}|[A-Z][A-Za-z]+)$");

    private static readonly ImmutableDictionary<string, string> IdsByMistake =
        PlanRules.All.ToImmutableDictionary(rule => rule.GetType().Name, rule => rule.Rule.Id, StringComparer.Ordinal);

    /// <summary>Whether there is a rule for a mistake of a label.</summary>
    public static bool HasRule(string mistake) => RuleList.All.Any(rule => rule.Id == mistake);

    /// <summary>Reads the label of a plan.</summary>
    /// <exception cref="FormatException">There is none, there are two, or it cannot be understood.</exception>
    public static Label Of(string path, string text)
    {
        var rules = Only(Expect.Matches(text), path, "# expect:").Groups["rules"].Value.Split(',', StringSplitOptions.TrimEntries);
        var why = Only(Reason.Matches(text), path, "# why:").Groups["why"].Value;
        if (rules is ["none"])
            return new Label([], why);
        if (rules.FirstOrDefault(rule => !Word.IsMatch(rule)) is { } odd)
            throw new FormatException($"'{path}' expects '{odd}', which is neither an id nor the name of a mistake");

        return new Label([.. rules.Select(rule => IdsByMistake.GetValueOrDefault(rule, rule))], why);
    }

    private static Match Only(MatchCollection matches, string path, string what) =>
        matches.Count == 1 ? matches[0] : throw new FormatException($"'{path}' has {matches.Count} comments '{what}' instead of one");
}
