using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP224: the variable that chooses the images' version is set.</summary>
public sealed class VersionVariableSet : EffectRule<SetsVariable>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP224",
        new("The variable that chooses the images' version is set", "イメージのバージョンを選ぶ変数が設定される"),
        new(
            "Left exported, it takes images from one release and compose files from another; compose files name their own version without it.",
            "設定されたまま残ると、イメージと Compose ファイルのリリースが食い違います。Compose ファイルは変数がなくても自分のバージョンを指定しています。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(SetsVariable effect, Transition at, Trace trace)
    {
        if (effect.Value is { } value && effect.Variable.Text == trace.Facts.Application.VersionVariable)
        {
            yield return At(effect.Variable.Place, new(
                $"Variable '{effect.Variable}' is set to '{value}' and chooses the images of every later command; remove the step, the compose files name their own version",
                $"変数 '{effect.Variable}' が '{value}' に設定され、以後のコマンドのイメージを左右します。Compose ファイルは自身のバージョンを指定しているので、このステップを削除してください"));
        }
    }
}
