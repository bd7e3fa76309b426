using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP030: a command works on a store that is empty or not verified yet, or leaves it empty.</summary>
public sealed class CommandOnUnreadyStore : EffectRule<Effect>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP030",
        new("A command works on a store that is empty or not verified yet, or leaves it empty", "コマンドが空または未検証のストアを使うか、ストアを空のままにする"),
        new(
            "It takes emptiness for the truth, begins anew in the store, or changes what nobody has compared with its copy yet; and what it empties the application fills with something else.",
            "コマンドは空の状態を正しいものとして扱うか、新規に書き始めるか、まだコピーと照合されていないものを変更します。空にされたストアには、アプリケーションが別の内容を入れてしまいます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Effect effect, Transition at, Trace trace)
    {
        // Data that was lost outright has its finding already.
        var found = effect switch
        {
            NeedsStore needs when Find(needs.Store, at) is { HasData: false } store => Empty(needs.Store, store, at),
            WritesStore writes when Find(writes.Store, at) is { HasData: true, UnverifiedSince: not null } store => Unverified(writes.Store, store, at),
            ClearsStore clears when Find(clears.Store, at) is { HasData: true } store => LeftEmpty(clears.Store, store, at, trace),
            _ => null,
        };
        return found is null ? [] : [found];
    }

    private static StoreState? Find(Name name, Transition at) =>
        at.Before.Stores.TryGetValue(name, out var store) && store is { IsLost: false, Store.Disposable: false } ? store : null;

    private Finding Empty(Name name, StoreState store, Transition at) => At(
        name.Place,
        new(
            $"Step '{at.Step.Id}' uses store '{name}' while it is empty; move the step behind the one that fills it",
            $"ステップ '{at.Step.Id}' が空のストア '{name}' を使います。中身を入れるステップの後へ移してください"),
        Related.Empty(store));

    private Finding Unverified(Name name, StoreState store, Transition at) => At(
        name.Place,
        new(
            $"Step '{at.Step.Id}' writes to store '{name}' before it was compared since it was filled; add 'verify-store' before this step",
            $"ストア '{name}' は中身を入れてから一度も照合されていませんが、ステップ '{at.Step.Id}' が書き込みます。このステップの前に 'verify-store' を追加してください"),
        new RelatedPlace(store.UnverifiedSince!.Place, new("it is filled here", "中身はここで入れられます")));

    // Whoever starts later on the empty store has a finding of its own, and so has a store without good cover.
    private Finding? LeftEmpty(Name name, StoreState store, Transition at, Trace trace)
    {
        if (!ReferenceEquals(trace.End.Stores[name].EmptiedBy, at.Step) || !trace.Losses.Any(loss => loss.IsCovered && loss.Place == name.Place))
            return null;

        var users = trace.Facts.UsersOf(store.Store).ToList();
        if (users.Find(at.Before.Running.ContainsKey) is not { } user)
            return users.Exists(trace.End.Running.ContainsKey) || !store.Store.IsIn(trace.Plan.To) ? null : At(
                name.Place,
                new(
                    $"Step '{at.Step.Id}' destroys what store '{name}' holds, and nothing puts it back; leave the command out, or declare the store disposable",
                    $"ステップ '{at.Step.Id}' がストア '{name}' の内容を破棄し、元に戻すステップがありません。コマンドを取り除くか、ストアを破棄可能と宣言してください"));

        return At(
            name.Place,
            new(
                $"Step '{at.Step.Id}' destroys what store '{name}' holds while service '{user}' runs on it, and nothing puts it back; leave the command out, or declare the store disposable",
                $"サービス '{user}' が使っている間にステップ '{at.Step.Id}' がストア '{name}' の内容を破棄し、元に戻すステップがありません。コマンドを取り除くか、ストアを破棄可能と宣言してください"),
            Related.Running(user, at.Before, trace.Facts));
    }
}
