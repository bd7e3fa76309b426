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
            else if (StoreOf(condition) is { } store && !application.Stores.ContainsKey(store))
                findings.Report(SyntaxRules.UnresolvedReference, store.Place, new Message(
                    $"Application '{application.Name}' has no store {Quote.Of(store)}",
                    $"アプリケーション '{application.Name}' にストア {Quote.Of(store)} はありません") + Suggestion.For(store, application.Stores.Keys));
        }

        CheckBase(application, range, findings);
        return findings.ToImmutable();
    }

    private static void CheckBase(Application application, Plan range, FindingSink findings)
    {
        if (range.Range?.Base is not { Store: var named })
            return;

        var databases = application.Stores.Values.Where(store => store.Kind == StoreKind.PostgreSql).Select(store => store.Name);
        if (!application.Stores.TryGetValue(named, out var store))
            findings.Report(SyntaxRules.UnresolvedReference, named.Place, new Message(
                $"Application '{application.Name}' has no store {Quote.Of(named)}",
                $"アプリケーション '{application.Name}' にストア {Quote.Of(named)} はありません") + Suggestion.For(named, databases));
        else if (store.Kind != StoreKind.PostgreSql)
            findings.Report(SyntaxRules.UnresolvedReference, named.Place, new Message(
                $"Store {Quote.Of(named)} is no database of PostgreSQL, whose major could change",
                $"ストア {Quote.Of(named)} は PostgreSQL のデータベースではないため、メジャーバージョンは変わりません") + Suggestion.For(named, databases));
    }

    private static Name? StoreOf(StepCondition condition) => condition switch
    {
        StepCondition.HasStore has => has.Store,
        StepCondition.IsState state => state.Store,
        _ => null,
    };
}
