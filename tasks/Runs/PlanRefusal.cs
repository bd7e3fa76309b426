using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Tasks.Runs;

/// <summary>Why a plan is not run, whoever compiled the program and how: the last of the places where a plan is judged, and the one that counts.</summary>
public static class PlanRefusal
{
    /// <summary>The refusal; null for a plan that may run.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="findings">What the analysis says about it and about the files it comes from.</param>
    /// <param name="language">The language of the findings.</param>
    public static HopguardException? Of(Plan plan, IEnumerable<Finding> findings, Language language)
    {
        var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
        if (errors.Count > 0)
        {
            return new HopguardException(
                new Message($"Plan '{plan.Id}' is refused, it has {Counts.Of(errors.Count, "error")}", $"プラン '{plan.Id}' にはエラーが {errors.Count} 件あるため実行しません").In(language)
                + Lines(errors.Select(finding => (finding.Place, $"error {finding.Rule.Id}: {finding.Message.In(language)}"))),
                new Message(
                    "Nothing was touched. See them with --target=ValidatePlans, and use a plan without errors",
                    "何も変更していません。--target=ValidatePlans で確認し、エラーのないプランを使ってください").In(language));
        }

        var literal = LiteralPart.In(plan).ToList();
        return literal.Count == 0
            ? null
            : new HopguardException(
                new Message($"Plan '{plan.Id}' cannot be run", $"プラン '{plan.Id}' は実行できません").In(language) + Lines(literal.Select(part => (part.Place, part.Message.In(language)))),
                new Message("Nothing was touched", "何も変更していません").In(language));
    }

    private static string Lines(IEnumerable<(SourcePlace Place, string Text)> lines) => string.Concat(lines.Select(line => $"\n{line.Place}: {line.Text}"));
}
