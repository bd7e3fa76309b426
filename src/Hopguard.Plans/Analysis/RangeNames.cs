using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis;

/// <summary>Resolves what a plan for many pairs of versions names: releases and stores of its conditions. What its steps name is resolved for each pair.</summary>
internal static class RangeNames
{
    // Who has more is not misspelling: each is held against all names there are.
    private const int MostFindings = 100;

    /// <summary>Names that refer to nothing.</summary>
    public static ImmutableArray<Finding> Check(Application application, Plan range)
    {
        var findings = new FindingSink();
        foreach (var condition in range.Steps.Where(step => step.When is not null).SelectMany(step => step.When!.Parts).TakeWhile(_ => findings.Count < MostFindings))
        {
            if (condition is StepCondition.Crosses crosses && application.FindRelease(crosses.Release) is null)
                findings.Report(SyntaxRules.UnresolvedReference, crosses.Place, new Message(
                    $"Application '{application.Name}' has no release '{crosses.Release}'",
                    $"アプリケーション '{application.Name}' にリリース '{crosses.Release}' はありません") + Suggestion.For(crosses.Release.ToString(), application.Releases.Select(release => release.Version.ToString())));
            else if (condition is StepCondition.HasStore has && !application.Stores.ContainsKey(has.Store))
                findings.Report(SyntaxRules.UnresolvedReference, has.Place, new Message(
                    $"Application '{application.Name}' has no store {Quote.Of(has.Store)}",
                    $"アプリケーション '{application.Name}' にストア {Quote.Of(has.Store)} はありません") + Suggestion.For(has.Store, application.Stores.Keys));
        }

        return findings.ToImmutable();
    }
}
