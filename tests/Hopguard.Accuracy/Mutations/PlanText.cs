using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Mutations;

/// <summary>A plan as it is written, step by step, so that it can be bent.</summary>
/// <param name="Head">Everything up to the line <c>steps:</c>.</param>
/// <param name="Steps">The steps.</param>
public sealed record PlanText(string Head, ImmutableArray<StepText> Steps)
{
    private const string StepsLine = "\nsteps:\n";

    /// <summary>A plan that was read from a text.</summary>
    public static PlanText Of(Plan plan, string text) =>
        new(text[..(text.IndexOf(StepsLine, StringComparison.Ordinal) + StepsLine.Length)], [.. plan.Steps.Select(StepText.Of)]);

    /// <summary>The same plan with one step replaced.</summary>
    public PlanText With(int index, StepText step) => this with { Steps = Steps.SetItem(index, step) };

    /// <summary>How findings and lists call a step: its number, from 1, and its kind.</summary>
    public string Label(int index) => $"{index + 1} {Steps[index].Kind.Name}";

    /// <inheritdoc />
    public override string ToString() => Head + string.Concat(Steps.Select(step => $"  - {step}\n"));
}
