using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP029: a command or a line of shell whose effect nobody has declared may change or destroy data.</summary>
public sealed class CommandNotUnderstood : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP029",
        new("A command or a line of shell whose effect nobody has declared may change or destroy data", "働きが宣言されていないコマンドやシェルの行がデータを変更または破棄しうる"),
        new(
            "What a command does cannot be read from its words, so it counts as the worst that it could do where it runs: every store in its reach changed behind its copy, or gone.",
            "コマンドの働きは文字からは読み取れないため、実行される場所でできる最悪のことをすると見なします。届く範囲のストアはすべて、コピーの後で変更されるか、失われるおそれがあります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var undeclared = trace.ShellLines.Where(line => line.At.Effect is RunsCommand { Does: null } or RunsShell { Does: null }).ToList();
        if (undeclared.Count == 0)
            return [];

        var compared = trace.Of<VerifiesStore>().GroupBy(at => ((VerifiesStore)at.Effect).Store.Text, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Step.Place.Start, StringComparer.Ordinal);
        return
        [
            .. from line in undeclared
               let word = ShellMeaning.NotUnderstood(line)
               where word is not null
               let finding = line.At.Effect is RunsCommand command ? InService(command, line.At, trace, compared) : OnHost(word, line.At, trace)
               where finding is not null
               select finding,
        ];
    }

    private Finding? InService(RunsCommand command, Transition at, Trace trace, Dictionary<string, int> compared)
    {
        // In a service that does not run, no command runs either.
        if (!at.Before.Running.TryGetValue(command.Service, out var running))
            return null;

        var reached = new HashSet<string>(Reach.Of(command.Service, running.Release, trace.Facts), StringComparer.Ordinal);
        var stores = trace.Facts.StoresIn(at.Before).Where(store => reached.Contains(store.Store.Name) && IsInDanger(store, at, trace, compared)).ToList();
        var text = Quote.Of(string.Join(" ", command.Command.Select(word => word.Text)));
        return stores.Count == 0 ? null : Judge(
            at,
            at.Step.PlaceOf("command"),
            new($"Command {text} in service '{command.Service}'", $"サービス '{command.Service}' のコマンド {text}"),
            stores);
    }

    // On the host every store is in reach, and so is every copy of it, wherever it lies.
    private Finding? OnHost(ShellWord word, Transition at, Trace trace)
    {
        var stores = trace.Facts.StoresIn(at.Before).Where(store => !store.Store.Disposable).ToList();
        var text = Quote.Of(word.Text);
        return stores.Count == 0 ? null : Judge(at, word.Place, new($"{text} in a line of shell", $"シェルの行の {text}"), stores);
    }

    // What a store holds is in danger, or the copies of others that its volume keeps.
    private static bool IsInDanger(StoreState store, Transition at, Trace trace, Dictionary<string, int> compared) =>
        (at.Before.CopiesKeptIn.TryGetValue(store.Store.Name, out var kept) && kept.Exists(copy => IsNeeded(at.Before.Copies[copy], trace)))
        || (!store.Store.Disposable && store.HasData && !IsComparedLater(store, at, compared));

    private static bool IsNeeded(CopyState copy, Trace trace) => copy.Parts.Keys.Any(store => !trace.Facts.Application.Stores[store].Disposable);

    // What came out of a copy and is still to be compared with it tells by itself whether a command was at it, and the copy is elsewhere.
    private static bool IsComparedLater(StoreState store, Transition at, Dictionary<string, int> compared) =>
        store.UnverifiedSince is not null && compared.TryGetValue(store.Store.Name, out var last) && last > at.Step.Place.Start;

    private Finding Judge(Transition at, SourcePlace place, Message subject, List<StoreState> stores)
    {
        var names = stores.Select(store => $"'{store.Store.Name}'").ToList();
        return At(
            place,
            new(
                $"{subject.English} is not understood, so it may destroy {(names.Count == 1 ? "store" : "stores")} {string.Join(", ", names)} or change {(names.Count == 1 ? "it" : "them")} behind every copy; say what it does with the key 'does', such as 'does: {StoreUse.Nothing}'",
                $"{subject.Japanese} の働きは分からないため、ストア {string.Join("、", names)} を破棄するか、コピーの後で内容を変更するおそれがあります。キー 'does' で働きを書いてください (例: 'does: {StoreUse.Nothing}')"),
            [.. stores.Select(store => at.Before.BestCopyOf(store)).OfType<CopyState>().Distinct().Select(Related.Taken)]);
    }
}
