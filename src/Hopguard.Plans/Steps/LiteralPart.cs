using System.Reflection;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>A part of a plan that only writes a vendor's procedure down: it can be judged, and nobody can run it.</summary>
/// <param name="Place">Where it is written.</param>
/// <param name="Message">What it is, and what a plan that is to run says instead.</param>
public sealed record LiteralPart(SourcePlace Place, Message Message)
{
    /// <summary>Every such part of a plan, in its order.</summary>
    public static IEnumerable<LiteralPart> In(Plan plan) => plan.Steps.SelectMany(step => StepKind.Of(step) is { IsLiteral: true } kind ? [Of(step, kind)] : KeysOf(step));

    private static LiteralPart Of(Step step, StepKind kind)
    {
        var instead = step.GetType().GetCustomAttribute<StepKindAttribute>().Instead;
        return new LiteralPart(step.Place, instead.Length == 0
            ? new(
                $"Step '{kind.Name}' describes a vendor's procedure; it can be judged but not run; leave it out",
                $"ステップ '{kind.Name}' はベンダーの手順を記述するもので、検査はできますが実行はできません。取り除いてください")
            : new(
                $"Step '{kind.Name}' describes a vendor's procedure; it can be judged but not run; use '{instead}'",
                $"ステップ '{kind.Name}' はベンダーの手順を記述するもので、検査はできますが実行はできません。'{instead}' を使ってください"));
    }

    private static IEnumerable<LiteralPart> KeysOf(Step step) => StepKind.Of(step).Keys
        .Where(key => key.Attribute.Literal && step.Arguments.Any(argument => argument.Key == key.Name))
        .Select(key => new LiteralPart(step.PlaceOf(key.Name), new(
            $"Key '{key.Name}' of step '{step.Id}' describes a vendor's procedure; it can be judged but not run; leave it out",
            $"ステップ '{step.Id}' のキー '{key.Name}' はベンダーの手順を記述するもので、検査はできますが実行はできません。取り除いてください")));
}
