using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Fixes;

/// <summary>A value becomes another one.</summary>
internal sealed record ReplaceValue(string Step, SourcePlace Place, string Old, string New, bool ChangesLoss) : Repair
{
    public override Message What => new($"Step '{Step}' says '{New}' instead of '{Old}'", $"ステップ '{Step}' の '{Old}' を '{New}' に変更します");

    public override bool IsSafe => !ChangesLoss;

    internal override int Cost => 20;

    internal override Message Count(int number) => Counted(number, "other value", "other values", "値の変更");

    internal override string Apply(Draft draft)
    {
        // A list written over several lines has no brackets to replace; it is left alone.
        var isList = New[0] == '[';
        if (isList != (draft.Text[Place.Start] == '['))
            return draft.Text;

        var end = isList ? draft.Text.IndexOf(']', Place.Start) + 1 : Place.Start + Place.Length;
        return draft.Text.Substring(0, Place.Start) + New + draft.Text.Substring(end);
    }
}
