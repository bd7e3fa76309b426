using System.Collections.Immutable;
using Hopguard.Accuracy.Mutations;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Accuracy.Corpus;

/// <summary>A plan of the corpus: what a person says of it, and what the product says.</summary>
/// <param name="Path">Its path below the corpus, with forward slashes.</param>
/// <param name="Surroundings">What stands beside it.</param>
/// <param name="Text">The plan as it is written.</param>
/// <param name="Label">What a person says.</param>
/// <param name="HasCommands">Whether lines of shell or commands stand in it.</param>
/// <param name="Findings">What the product says.</param>
public sealed record LabelledPlan(string Path, Surroundings Surroundings, string Text, Label Label, bool HasCommands, IReadOnlyList<Finding> Findings)
{
    /// <summary>Ids of the rules that found something, notes left out: they tell something and blame nobody.</summary>
    public ImmutableSortedSet<string> Raised { get; } = [.. Findings.Where(finding => finding.Severity != Severity.Note).Select(finding => finding.Rule.Id)];

    /// <summary>Mistakes that their rule did not find.</summary>
    public ImmutableSortedSet<string> Missed => [.. Label.Rules.Except(Raised).Where(Label.HasRule)];

    /// <summary>Mistakes for which there is no rule.</summary>
    public ImmutableSortedSet<string> Unlooked => [.. Label.Rules.Where(rule => !Label.HasRule(rule))];

    /// <summary>Rules that found what is none.</summary>
    public ImmutableSortedSet<string> FalseAlarms => Raised.Except(Label.Rules);

    /// <summary>Mistakes that were found.</summary>
    public ImmutableSortedSet<string> Found => Label.Rules.Intersect(Raised);

    /// <summary>Whether both say the same.</summary>
    public bool Agrees => Label.Rules.SetEquals(Raised);

    internal static LabelledPlan Of(string path, Surroundings surroundings, string text)
    {
        var set = PlanSet.Read(surroundings.With(text));
        return new LabelledPlan(path, surroundings, text, Label.Of(path, text), set.Plans.Any(Specimen.HasCommandsIn), PlanAnalysis.Analyze(set));
    }
}
