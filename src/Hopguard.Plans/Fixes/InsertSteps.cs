using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Fixes;

/// <summary>Steps that were missing come in.</summary>
internal sealed record InsertSteps(Template Template, Slot At, string Anchor, bool IsNamed, int Distance) : Repair
{
    public override Message What => At.IsBehind
        ? new($"{Kinds} comes behind '{Anchor}'", $"'{Anchor}' の後に {Kinds} を追加します")
        : new($"{Kinds} comes before '{Anchor}'", $"'{Anchor}' の前に {Kinds} を追加します");

    public override bool IsSafe => Template.IsSafe;

    // Of two that help, the step that the finding asks for by name is the better guess, and so is the place close to the finding.
    internal override int Cost => (50 * Template.Lines.Length) - (IsNamed ? 12 : 0) + Math.Min(9, Distance);

    private string Kinds => string.Join(" + ", Template.Lines.Select(step => $"'{step.Split(':')[0]}'"));

    internal override Message Count(int number) => Counted(number, "addition", "additions", "追加");

    internal override string Apply(Draft draft) => draft.Layout!.Insert(At, Template.Lines);

    internal override ImmutableArray<Step>? StepsOf(Plan plan) => plan.Steps.InsertRange(At.Index, Template.Steps);
}

/// <summary>Steps that belong together, as they are written in a plan.</summary>
/// <param name="isSafe">Whether they only stop, check or copy.</param>
/// <param name="text">The steps, one a line.</param>
internal sealed class Template(bool isSafe, string text)
{
    private ImmutableArray<Step> _steps;

    public bool IsSafe => isSafe;

    public string Text => text;

    public ImmutableArray<string> Lines { get; } = [.. text.Split('\n')];

    public ImmutableArray<Step> Steps => _steps.IsDefault ? _steps = Read() : _steps;

    private ImmutableArray<Step> Read() =>
        PlanReader.Read(string.Empty, "application: x\nprocedure: x\nsummary: x\nsteps:\n" + string.Concat(Lines.Select(line => $"- {line}\n")), hash: string.Empty).Value!.Steps;
}
