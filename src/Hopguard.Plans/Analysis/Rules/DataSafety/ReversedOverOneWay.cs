using System.Globalization;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP026: migrations are taken back over one that has no way back.</summary>
public sealed class ReversedOverOneWay : EffectRule<ReversesMigrations>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP026",
        new("Migrations are taken back over one that has no way back", "取り消せない移行を越えて移行が取り消される"),
        new(
            "The application stops half way, between two schemas that neither version understands.",
            "アプリケーションは途中で止まり、どちらのバージョンにも解釈できないスキーマが残ります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(ReversesMigrations effect, Transition at, Trace trace)
    {
        if (NumberOf(effect.To) is not { } target)
            yield break;

        var deployed = at.Before.Deployed;
        var inTheWay = trace.Facts.Application.Releases
            .Where(release => deployed is null || release.Version <= deployed.Version)
            .SelectMany(release => release.OneWay)
            .FirstOrDefault(migration => Component(migration) == effect.Component.Text && NumberOf(migration.Text.Substring(effect.Component.Text.Length + 1)) > target);
        if (inTheWay is not null)
        {
            yield return At(
                effect.To.Place,
                new(
                    $"Migration '{inTheWay}' cannot be taken back and lies on the way to '{effect.To}'; restore a copy of the version before instead",
                    $"移行 '{inTheWay}' は取り消せず、'{effect.To}' に戻る途中にあります。代わりに以前のバージョンのコピーを復元してください"),
                new RelatedPlace(inTheWay.Place, new("it is declared one-way here", "一方向であることはここで宣言されています")));
        }
    }

    private static string Component(string migration) => migration.Split('/')[0];

    // '0061' as well as '0061_previewfilter', and the time of writing that other frameworks use: '20220228024052_v4.0.0'.
    private static long? NumberOf(string migration)
    {
        var digits = new string([.. migration.TakeWhile(char.IsDigit)]);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
