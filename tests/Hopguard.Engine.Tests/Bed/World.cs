using System.Text.Json;
using Hopguard.Engine.Steps;

namespace Hopguard.Engine.Tests.Bed;

/// <summary>What the steps of a test change: each one's state, before it, in the middle of it, or after it. Breaking the rules of a run is noted.</summary>
internal sealed class World(TimeProvider clock)
{
    public const string Untouched = "untouched", Half = "half", Done = "done";

    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);
    private readonly List<(DateTimeOffset At, Dictionary<string, string> States)> _past = [];

    /// <summary>What happened, in order: <c>execute two</c>, <c>undo two</c>, <c>probe two</c>.</summary>
    public List<string> Calls { get; } = [];

    public List<string> Violations { get; } = [];

    /// <summary>What a test wants to happen instead: by call.</summary>
    public Dictionary<string, Func<StepOutcome?>> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>What a step waits for in the middle of its work.</summary>
    public Dictionary<string, TaskCompletionSource> Waits { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the world is kept across processes; null for memory.</summary>
    public string? File { get; init; }

    public string this[string step] => _states.GetValueOrDefault(step, Untouched);

    public bool IsUntouched => _states.Values.All(state => state == Untouched);

    public void Set(string step, string state)
    {
        _states[step] = state;
        _past.Add((clock.GetUtcNow(), new Dictionary<string, string>(_states, StringComparer.Ordinal)));
        if (File is not null)
            System.IO.File.WriteAllText(File, JsonSerializer.Serialize(_states));
    }

    public void Load()
    {
        foreach (var (step, state) in JsonSerializer.Deserialize<Dictionary<string, string>>(System.IO.File.ReadAllText(File!))!)
            _states[step] = state;
    }

    /// <summary>The times at which something changed.</summary>
    public IEnumerable<DateTimeOffset> Changes => _past.Select(change => change.At);

    /// <summary>The world as it was then, with nothing before.</summary>
    public World AsOf(DateTimeOffset time, TimeProvider nextClock)
    {
        var then = new World(nextClock);
        foreach (var (step, state) in _past.LastOrDefault(change => change.At <= time).States ?? [])
            then._states[step] = state;

        then._past.Add((time, new Dictionary<string, string>(then._states, StringComparer.Ordinal)));
        return then;
    }

    public StepOutcome? Call(string call)
    {
        Calls.Add(call);
        return Faults.TryGetValue(call, out var fault) ? fault() : null;
    }
}
