using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.VersionVariableSet" />
public sealed class VersionVariableSet : EffectRule<SetsVariable>
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.VersionVariableSet;

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
