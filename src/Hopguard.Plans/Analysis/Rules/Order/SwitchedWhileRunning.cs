using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP105: the source is switched while containers of the old version run.</summary>
public sealed class SwitchedWhileRunning : EffectRule<Effect>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP105",
        new("The source is switched while containers of the old version run", "旧バージョンのコンテナーが動いたままソースが切り替えられる"),
        new(
            "The new compose files do not know services that were renamed; the old containers would stay and keep writing.",
            "新しい compose ファイルは名前の変わったサービスを知らないため、古いコンテナーが残って書き込みを続けます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Effect effect, Transition at, Trace trace)
    {
        if (!VersionChange.IsBy(at.Step, trace.Facts.Application))
            yield break;

        if (at.Before.Running.Keys.OrderBy(name => name, StringComparer.Ordinal).FirstOrDefault() is { } service)
        {
            yield return at.Step is SwitchSource ? At(
                at.Step.Place,
                new(
                    $"Step '{at.Step.Id}' replaces the source while '{service}' of the old version runs; add 'compose-down' before it",
                    $"ステップ '{at.Step.Id}' は、旧バージョンの '{service}' が動いている間にソースを置き換えます。前に 'compose-down' を追加してください"))
                : At(
                    at.Step.Place,
                    new(
                        $"Step '{at.Step.Id}' changes the version while '{service}' of the old one runs; add 'compose-down' before it",
                        $"ステップ '{at.Step.Id}' は、旧バージョンの '{service}' が動いている間にバージョンを変えます。前に 'compose-down' を追加してください"));
        }
        else if (at.Step is not SwitchSource && !IsDown(at, trace))
        {
            yield return At(
                at.Step.Place,
                new(
                    $"Step '{at.Step.Id}' changes the version while containers of the old one are still there, and a rollback would start those that take their place; add 'compose-down' before it",
                    $"ステップ '{at.Step.Id}' は、旧バージョンのコンテナーが残っている間にバージョンを変えます。ロールバックでは置き換わったコンテナーが起動してしまいます。前に 'compose-down' を追加してください"));
        }
    }

    // Containers that are only stopped are replaced under their names by the first start.
    private static bool IsDown(Transition change, Trace trace) =>
        trace.Transitions.TakeWhile(other => !ReferenceEquals(other, change)).LastOrDefault(other => other.Effect is TakesDown or StartsServices or StopsServices) is { Effect: TakesDown };
}
