using System.Collections.Immutable;

namespace Hopguard.Accuracy.Oracle;

/// <summary>A whole deployment at one moment, with the actual contents of everything that holds data.</summary>
public sealed record World
{
    /// <summary>What the stores' own volumes hold, by store; an empty volume is missing.</summary>
    public required ImmutableDictionary<string, Content> Live { get; init; }

    /// <summary>Copies by name.</summary>
    public ImmutableDictionary<string, HeldCopy> Copies { get; init; } = ImmutableDictionary<string, HeldCopy>.Empty;

    /// <summary>Trials by name.</summary>
    public ImmutableDictionary<string, Trial> Trials { get; init; } = ImmutableDictionary<string, Trial>.Empty;

    /// <summary>Volumes that were put aside, by the step (or its inverse) that did it.</summary>
    public ImmutableDictionary<string, AsideVolume> Aside { get; init; } = ImmutableDictionary<string, AsideVolume>.Empty;

    /// <summary>Services that run, with the version whose code they run.</summary>
    public required ImmutableDictionary<string, Generation> Running { get; init; }

    /// <summary>The version whose source tree is in the deployment's place.</summary>
    public Generation Deployed { get; init; }

    /// <summary>The version of each source tree that lies beside it, by name.</summary>
    public ImmutableDictionary<string, Generation> Trees { get; init; } = ImmutableDictionary<string, Generation>.Empty;

    /// <summary>Whether the operator has given the word, which closes the way back.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>Whether the way back has begun: what is written from then on is not what had to be kept.</summary>
    public bool IsGoingBack { get; init; }

    /// <summary>Everything that services of the version before have written, by store.</summary>
    public required ImmutableDictionary<string, WriteSet> OldWrites { get; init; }

    /// <summary>Everything that was ever written, by store.</summary>
    public required ImmutableDictionary<string, WriteSet> AllWrites { get; init; }

    /// <summary>The number of the next write.</summary>
    public int NextWrite { get; init; }

    /// <summary>What the journal remembers of steps that were begun: which services ran then.</summary>
    public ImmutableDictionary<string, ImmutableDictionary<string, Generation>> Begun { get; init; } =
        ImmutableDictionary<string, ImmutableDictionary<string, Generation>>.Empty;

    /// <summary>Parts of steps that are done and must not be done twice.</summary>
    public ImmutableHashSet<string> Done { get; init; } = [];

    /// <summary>Why nothing goes on; null as long as it does.</summary>
    public Trouble? Trouble { get; init; }

    /// <summary>The same world, stopped.</summary>
    public World Fail(string what, ImmutableHashSet<string>? noticed = null) => this with { Trouble = new Trouble(what, noticed ?? []) };

    /// <summary>The same world with other data in a store's own volume; null empties it.</summary>
    public World WithLive(string store, Content? content) => this with { Live = content is null ? Live.Remove(store) : Live.SetItem(store, content) };

    /// <summary>The same world without the copies that a store's volume kept.</summary>
    public World WithoutCopiesIn(string store)
    {
        var gone = Copies.Values.Where(copy => copy.KeptIn == store).Select(copy => copy.Name).ToList();
        return gone.Count == 0 ? this : this with { Copies = Copies.RemoveRange(gone) };
    }

    /// <summary>Every place that holds data of a store.</summary>
    public IEnumerable<Content> Places(string store)
    {
        if (Live.TryGetValue(store, out var live))
            yield return live;
        foreach (var aside in Aside.Values.Where(aside => aside.Store == store))
            yield return aside.Content;
        foreach (var copy in Copies.Values.Where(copy => copy.Parts.ContainsKey(store)))
            yield return copy.Parts[store];
        foreach (var trial in Trials.Values.Where(trial => trial.Store == store))
            yield return trial.Content;
    }
}
