using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP227: a step starts services with other compose files than the plan names.</summary>
public sealed class UpFilesDiffer : EffectRule<StartsServices>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP227",
        new("A step starts services with other compose files than the plan names", "プランに記載されたものとは異なる Compose ファイルでサービスを起動している"),
        new(
            "The checks were made for the files of the plan; containers from another set are recreated or orphaned by the next command.",
            "検査はプランに記載されたファイルに対して行われています。別の組み合わせで作られたコンテナーは、次のコマンドで作り直されるか孤立します。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(StartsServices effect, Transition at, Trace trace)
    {
        var planned = trace.Compose.StartFiles;
        if (FileSets.AreOthers(effect.Files, planned))
        {
            yield return At(at.Step.PlaceOf("files"), new(
                $"Services are started with {FileSets.Text(effect.Files)} where the plan starts {FileSets.Text(planned)}; leave 'files' out, or name these files under 'compose: {{ start: … }}'",
                $"プランは {FileSets.Text(planned)} で起動することになっていますが、{FileSets.Text(effect.Files)} でサービスが起動されます。'files' を外すか、これらのファイルを 'compose: {{ start: … }}' に記載してください"));
        }
    }
}
