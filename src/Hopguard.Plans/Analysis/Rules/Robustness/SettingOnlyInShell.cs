using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Rules.DataSafety;
using Hopguard.Plans.Analysis.Rules.Security;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP301: a setting of the application exists only as a variable of the shell.</summary>
public sealed class SettingOnlyInShell : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP301",
        new("A setting of the application exists only as a variable of the shell", "アプリケーションの設定がシェル変数としてしか存在しない"),
        new(
            "It is gone with the session or the CI job: the next start, a reboot or a re-run brings the application up without it.",
            "セッションや CI ジョブの終了とともに消えます。次の起動・再起動・再実行では、その設定なしでアプリケーションが立ち上がります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var exported = new Dictionary<string, SetVariable>(StringComparer.Ordinal);
        foreach (var transition in trace.Transitions)
        {
            switch (transition)
            {
                case { Effect: SetsVariable { Value: null } unset }:
                    exported.Remove(unset.Variable);
                    break;
                case { Step: SetVariable step } when !IsJudgedElsewhere(step, trace) && !ProjectChanges.Judges(transition, trace):
                    exported[step.Variable] = step;
                    break;
                case { Effect: StartsServices }:
                    foreach (var step in exported.Values)
                        yield return Judge(step, transition.Step);

                    exported.Clear();
                    break;
            }
        }
    }

    // The variable that chooses the version, secrets and open doors weigh more as what they are.
    private static bool IsJudgedElsewhere(SetVariable step, Trace trace) => step.Variable.Text == trace.Facts.Application.VersionVariable
        || LiteralSecret.Judges(step) || TrustAuthentication.Judges(step) || CertificateUnchecked.Judges(step);

    private Finding Judge(SetVariable step, Step start) => At(
        step.Variable.Place,
        new(
            $"Variable '{step.Variable}' is gone with the shell that exports it; write it into the environment file beside the compose files and list it under 'settings: required'",
            $"変数 '{step.Variable}' は、設定したシェルとともに消えます。compose ファイルと同じ場所の環境ファイルに書き、'settings: required' に挙げてください"),
        new RelatedPlace(start.Place, new("services are started with it here", "ここでこの変数を使ってサービスが起動されます")));
}
