using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <inheritdoc cref="RobustnessRules.EverythingAnsweredYes" />
public sealed class EverythingAnsweredYes : ShellRule
{
    /// <inheritdoc />
    public override Rule Rule => RobustnessRules.EverythingAnsweredYes;

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
