using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>The places that explain most findings about data: where a copy is taken, where data goes, where a writer comes in.</summary>
internal static class Related
{
    public static RelatedPlace Taken(CopyState copy) =>
        new(copy.TakenBy.Place, new($"copy '{copy.Name}' is taken here", $"コピー '{copy.Name}' はここで取られます"));

    /// <summary>Where a copy of that name is taken; nothing where the version has no store that it could hold.</summary>
    public static IEnumerable<RelatedPlace> Taken(State state, string copy) => state.Copies.TryGetValue(copy, out var taken) ? [Taken(taken)] : [];

    public static RelatedPlace Restored(TrialState trial) =>
        new(trial.RestoredBy.Place, new($"trial '{trial.Name}' is restored here", $"試験用データベース '{trial.Name}' はここで復元されます"));

    public static RelatedPlace Emptied(Step by) => new(by.Place, new("its data is taken away here", "データはここで取り去られます"));

    /// <summary>Why a store holds nothing: where its data was taken away, or where it is declared as one that replaces another.</summary>
    public static RelatedPlace Empty(StoreState store) => store.EmptiedBy is { } by ? Emptied(by) : Declared(store);

    public static RelatedPlace Declared(StoreState store) => new(store.Store.Place, new("the store is declared here", "ストアはここで宣言されています"));

    /// <summary>Where a running service was started. When that was before the plan began: the last step that stopped others, else where the application declares it.</summary>
    public static RelatedPlace Running(string service, State state, ApplicationFacts facts) => state.Running[service].StartedBy is { } start
        ? new(start.Place, new($"'{service}' is started here", $"'{service}' はここで起動されます"))
        : state.Stopped is { } stop
        ? new(stop.Place, new($"step '{stop.Id}' leaves '{service}' running", $"ステップ '{stop.Id}' は '{service}' を停止しません"))
        : new(facts.Application.Services.TryGetValue(service, out var declared) ? declared.Place : default, new($"'{service}' runs since before the plan", $"'{service}' はプランの開始前から動いています"));

    /// <summary>Where the last writer of a store was started, or the command that wrote last; nothing when that was before the plan began.</summary>
    public static IEnumerable<RelatedPlace> LastWriter(StoreState store) => store.LastWriterStartedBy is { } start ? [new(start.Place, HowItWrote(store))] : [];

    private static Message HowItWrote(StoreState store) => store.IsLastWriterACommand
        ? new($"'{store.LastWriter}' writes here", $"'{store.LastWriter}' はここで書き込みます")
        : new($"'{store.LastWriter}', the last to write, is started here", $"最後に書き込む '{store.LastWriter}' はここで起動されます");
}
