using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP308: every question of compose is answered with yes.</summary>
public sealed class EverythingAnsweredYes : ShellRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP308",
        new("Every question of compose is answered with yes", "compose のすべての質問に自動で「はい」と答える"),
        new(
            "One of the questions is whether a volume whose definition changed may be made anew, which deletes what it holds.",
            "その質問の中には、定義の変わったボリュームを作り直してよいかというものがあり、「はい」と答えると中身が削除されます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => line.Pipelines
        .Select(Yes)
        .Where(word => word is not null)
        .Select(word => At(word!.Place, Text(line.At.Step)));

    /// <inheritdoc />
    protected override IEnumerable<Finding> CheckSteps(Trace trace) => trace.Plan.Steps
        .OfType<StartServices>()
        .Where(step => step.AssumeYes)
        .Select(step => At(step.PlaceOf("assume-yes"), Text(step)));

    private static ShellWord? Yes(ShellPipeline pipeline)
    {
        if (!pipeline.Last.Is("docker", "compose", "up"))
            return null;

        return pipeline.Commands[0].Program == "yes" ? pipeline.Commands[0].Words[0] : pipeline.Last.Option("-y", "--yes");
    }

    private static Message Text(Step step) => new(
        $"Step '{step.Id}' lets compose make volumes anew without asking; leave the answer to a person, and move data with steps of its own",
        $"ステップ '{step.Id}' では、compose が確認なしにボリュームを作り直せます。応答は人に委ね、データの移動は専用のステップで行ってください");
}
