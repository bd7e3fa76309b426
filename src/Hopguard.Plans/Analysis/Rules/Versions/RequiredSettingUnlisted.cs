using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.RequiredSettingUnlisted" />
public sealed class RequiredSettingUnlisted : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.RequiredSettingUnlisted;

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
