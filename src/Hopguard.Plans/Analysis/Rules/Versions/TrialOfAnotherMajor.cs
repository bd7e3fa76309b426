using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP209: a copy is tried on a server of another major than the version that the hop leads to.</summary>
public sealed class TrialOfAnotherMajor : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP209",
        new("A copy is tried on a server of another major than the version that the hop leads to", "ホップの到達先と異なるメジャーバージョンのサーバーでコピーを検証している"),
        new(
            "It proves that the dump can be restored somewhere, but not on the server that will have to take it.",
            "どこかでリストアできることは示せても、実際に受け入れるサーバーでリストアできることは示せません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Compose is not { From: { } source, To: { } release })
            yield break;

        // The server of the version before proves the dump as well, and one older than that cannot take it at all: HOP016. A trial that is promoted meets its release when that starts on it: HOP201.
        var promoted = new HashSet<string>(trace.Of<PromotesTrial>().Select(at => (PromotesTrial)at.Effect).Select(effect => effect.Trial.Text), StringComparer.Ordinal);
        foreach (var at in trace.Of<RestoresCopy>())
        {
            if (at.Effect is not RestoresCopy { PostgreSqlMajor: { } major } restores || major == release.PostgreSqlMajor || major <= source.PostgreSqlMajor || promoted.Contains(restores.Into))
                continue;

            yield return At(
                at.Step.PlaceOf("postgresql"),
                new(
                    $"Trial '{restores.Into}' runs on PostgreSQL {major} where release {release.Version} has {release.PostgreSqlMajor}; write 'postgresql: {release.PostgreSqlMajor}'",
                    $"試行 '{restores.Into}' は PostgreSQL {major} で動きますが、リリース {release.Version} は {release.PostgreSqlMajor} です。'postgresql: {release.PostgreSqlMajor}' と書いてください"),
                new RelatedPlace(release.Place, new("the release is declared here", "リリースの宣言")));
        }
    }
}
