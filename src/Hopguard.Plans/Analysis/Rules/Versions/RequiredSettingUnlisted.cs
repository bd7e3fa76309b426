using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP225: a setting that the new version needs is not listed in the plan.</summary>
public sealed class RequiredSettingUnlisted : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP225",
        new("A setting that the new version needs is not listed in the plan", "新バージョンに必要な設定がプランに記載されていない"),
        new(
            "Settings exported by hand are gone in the next session and in every job; what is listed is looked for before anything is stopped.",
            "手作業で設定した環境変数は、次のセッションや CI のジョブでは失われます。記載された設定は、何かを停止する前に確認されます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Compose.To is not { } release)
            yield break;

        var listed = new HashSet<string>(trace.Plan.RequiredSettings.Select(setting => setting.Text), StringComparer.Ordinal);
        foreach (var setting in release.Settings.Where(setting => listed.Add(setting)))
            yield return Finding(setting, trace.Plan.ToPlace, new($"Release '{release.Version}'", $"リリース '{release.Version}'"));

        foreach (var file in StartSets.Of(trace).SelectMany(set => set))
        {
            foreach (var variable in (release.FindCompose(file)?.Content?.RequiredVariables.Values ?? []).OrderBy(variable => variable.Text, StringComparer.Ordinal).Where(variable => listed.Add(variable)))
                yield return Finding(variable, StartSets.PlaceOf(file, trace), new($"File '{file}'", $"ファイル '{file}'"));
        }
    }

    private Finding Finding(Name setting, SourcePlace place, Message subject) => At(
        place,
        new(
            $"{subject.English} needs the setting '{setting}', which the plan does not list; add it to 'settings: {{ required: [{setting}] }}'",
            $"{subject.Japanese} には設定 '{setting}' が必要ですが、プランに記載がありません。'settings: {{ required: [{setting}] }}' に追加してください"),
        new RelatedPlace(setting.Place, new("it is needed here", "必要とする箇所")));
}
