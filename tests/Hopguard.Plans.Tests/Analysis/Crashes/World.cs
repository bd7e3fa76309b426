using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Tests.Analysis.Crashes;

/// <summary>
/// A deployment of the small application with real contents instead of symbols: what the version before wrote last is <c>old7</c>, what the new one touched begins
/// with <c>new:</c>, what came out of a copy with <c>copy:</c>. Steps are carried out and undone one at a time.
/// </summary>
internal sealed class World
{
    private static readonly Dictionary<string, string[]> Writers = new() { ["database"] = ["server"], ["files"] = ["server", "worker"] };
    private static readonly Dictionary<string, string[]> Users = new() { ["database"] = ["db", "server"], ["files"] = ["server", "worker"] };

    private readonly Dictionary<string, string> _own = new() { ["database"] = "old0", ["files"] = "old0" };
    private readonly List<(int Step, string Store, string Content)> _aside = [];
    private readonly Dictionary<string, (string Store, string Content, bool Verified)> _copies = [];
    private readonly Dictionary<string, (string Store, string Content)> _trials = [];
    private readonly Dictionary<int, string> _promoted = [];
    private readonly Dictionary<string, bool> _running = new() { ["db"] = false, ["server"] = false, ["worker"] = false };
    private bool _isTarget;
    private int _writes;

    private World(World other)
    {
        (_own, _aside, _copies) = (new(other._own), [.. other._aside], new(other._copies));
        (_trials, _promoted, _running, Wanted) = (new(other._trials), new(other._promoted), new(other._running), new(other.Wanted));
        (_isTarget, _writes) = (other._isTarget, other._writes);
    }

    public World()
    {
    }

    /// <summary>What the way back has to bring back, by store.</summary>
    public Dictionary<string, string> Wanted { get; } = new() { ["database"] = "old0", ["files"] = "old0" };

    public World Clone() => new(this);

    public bool Holds(string store) =>
        _own[store] == Wanted[store]
        || _aside.Exists(aside => aside.Store == store && aside.Content == Wanted[store])
        || _copies.Values.Any(copy => copy.Verified && copy.Store == store && copy.Content == Wanted[store]);

    public void Do(int number, Step step)
    {
        Write();
        switch (step)
        {
            case StopServices stop:
                foreach (var service in _running.Keys.Except(stop.AllBut.Select(name => name.Text)).ToList())
                    _running.Remove(service);
                break;
            case ComposeDown:
                _running.Clear();
                break;
            case StartServices start:
                Start(start.Only.IsEmpty ? ["db", "server", "worker"] : start.Only.Select(name => name.Text));
                break;
            case SwitchSource:
                _isTarget = true;
                break;
            case DumpDatabase dump:
                _copies[dump.As] = ("database", _own["database"], false);
                break;
            case BackUpVolumes backup:
                _copies[backup.As] = ("files", _own["files"], false);
                break;
            case VerifyCopy verify:
                _copies[verify.Copy] = _copies[verify.Copy] with { Verified = true };
                break;
            default:
                Move(number, step);
                break;
        }
    }

    /// <summary>Undoes a step; nothing is undone of what has no inverse.</summary>
    public void Undo(int number)
    {
        if (_promoted.TryGetValue(number, out var store))
            _own[store] = string.Empty;

        foreach (var aside in _aside.Where(aside => aside.Step == number).ToList())
        {
            _own[aside.Store] = aside.Content;
            _aside.Remove(aside);
        }
    }

    private void Move(int number, Step step)
    {
        switch (step)
        {
            case RetireVolume retire:
                if (_own[retire.Store].Length > 0)
                    _aside.Add((number, retire.Store, _own[retire.Store]));
                _own[retire.Store] = string.Empty;
                break;
            case RemoveVolume remove:
                _own[remove.Store] = string.Empty;
                break;
            case Prune:
                foreach (var store in SmallPlans.Stores.Where(store => !Users[store].Any(_running.ContainsKey)))
                    _own[store] = string.Empty;
                _aside.Clear();
                break;
            case DeleteRetired:
                _aside.Clear();
                break;
            case RestoreDatabase restore:
                _trials[restore.Into] = (_copies[restore.Copy].Store, _copies[restore.Copy].Content);
                break;
            case RestoreInPlace restore:
                _own[restore.To] = "copy:" + _copies[restore.Copy].Content;
                break;
            case PromoteVolume promote when _trials.Remove(promote.Trial, out var trial):
                _own[trial.Store] = "copy:" + trial.Content;
                _promoted[number] = trial.Store;
                break;
        }
    }

    private void Start(IEnumerable<string> services)
    {
        // Compose replaces what another release runs.
        foreach (var service in services.Where(service => !_running.TryGetValue(service, out var isTarget) || isTarget != _isTarget).ToList())
        {
            _running[service] = _isTarget;
            foreach (var store in SmallPlans.Stores.Where(store => _isTarget && Writers[store].Contains(service)))
                WriteAsTarget(store);
        }
    }

    private void Write()
    {
        foreach (var store in SmallPlans.Stores.Where(store => _own[store].Length > 0))
        {
            var running = Writers[store].Where(_running.ContainsKey).ToList();
            if (running.Exists(writer => !_running[writer]))
                WriteAsSource(store);
            if (running.Exists(writer => _running[writer]))
                WriteAsTarget(store);
        }
    }

    // What the version before writes among the data of the new one can be brought back by nothing, and what it writes into a promoted trial goes aside with that.
    private void WriteAsSource(string store)
    {
        Wanted[store] = $"old{++_writes}";
        if (_own[store].StartsWith("old", StringComparison.Ordinal))
            _own[store] = Wanted[store];
    }

    private void WriteAsTarget(string store)
    {
        if (_own[store].Length > 0 && !_own[store].StartsWith("new:", StringComparison.Ordinal))
            _own[store] = "new:" + _own[store];
    }
}
