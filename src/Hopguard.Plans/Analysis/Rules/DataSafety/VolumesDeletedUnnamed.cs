using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP020: volumes are deleted without being named.</summary>
public sealed class VolumesDeletedUnnamed : EffectRule<Effect>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP020",
        new("Volumes are deleted without being named", "ボリュームが名指しされずに削除される"),
        new(
            "Such a clean-up takes whatever is unused or belongs to the project at that moment: the data of a stopped service, what was put aside, and what another application keeps.",
            "このような掃除は、その時点で使われていないものやプロジェクトに属するものをすべて消します。停止中のサービスのデータ、退避したもの、ほかのアプリケーションのものも含まれます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Effect effect, Transition at, Trace trace) => PlaceOf(effect, at) is not { } place || IsOfFoldersOnly(effect, trace) ? [] :
    [
        At(
            place,
            new(
                $"Step '{at.Step.Id}' deletes volumes without naming them, whatever they hold by then; put the stores that it means aside with 'retire-volume'",
                $"ステップ '{at.Step.Id}' は、ボリュームを名指しせず、中身にかかわらず削除します。対象のストアを 'retire-volume' で退避してください"),
            [.. Hit(effect, at, trace)]),
    ];

    // A project that goes takes its volumes along, and no folder of the host.
    private static bool IsOfFoldersOnly(Effect effect, Trace trace) =>
        (effect is TakesDown || (effect is RunsShell shell && ShellMeaning.DeletesProject(shell.Command) && !ShellMeaning.DeletesUnused(shell.Command))) && trace.Facts.Stores.All(store => store.Mount is not null);

    private static SourcePlace? PlaceOf(Effect effect, Transition at) => effect switch
    {
        PrunesEngine { Volumes: true } prunes => prunes.What.Place,
        TakesDown { Volumes: true } => at.Step.PlaceOf("volumes"),
        RunsShell shell when ShellMeaning.DeletesUnnamed(shell.Command) => shell.Command.Place,
        _ => null,
    };

    private static IEnumerable<RelatedPlace> Hit(Effect effect, Transition at, Trace trace) => TakenAway.By(effect, at.Before, trace.Facts)
        .Select(taken => at.Before.Stores[taken.Store].Store)
        .Where(store => !store.Disposable)
        .Select(store => new RelatedPlace(store.Place, new($"store '{store.Name}' is among them", $"ストア '{store.Name}' も含まれます")));
}
