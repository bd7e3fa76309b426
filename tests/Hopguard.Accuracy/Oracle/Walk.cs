using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Oracle;

/// <summary>One plan in the hands of one adversary: forward to its end, and from every moment of the way back to the beginning.</summary>
internal sealed class Walk
{
    private readonly Site _site;
    private readonly Nature _nature;
    private readonly Forward _forward;
    private readonly Backward _backward;

    public Walk(Site site, Adversary adversary)
    {
        _site = site;
        _nature = new Nature(site, adversary);
        _forward = new Forward(site, adversary);
        _backward = new Backward(site);
    }

    /// <summary>The first loss that was met.</summary>
    public Verdict? Loss { get; private set; }

    /// <summary>Every store that lost something.</summary>
    public HashSet<string> Lost { get; } = new(StringComparer.Ordinal);

    /// <summary>The first moment from which there was no way on or back although nothing was lost.</summary>
    public Verdict? Standstill { get; private set; }

    /// <summary>Transfers whose early end was noticed where the plan stopped.</summary>
    public ImmutableHashSet<string> Noticed { get; private set; } = [];

    public void Go()
    {
        var world = _nature.Pass(Beginning.Of(_site));
        for (var i = 0; i < _site.Plan.Steps.Length && world.Trouble is null; i++)
            world = Take(world, i, isResumed: false);

        if (world.Trouble is { } trouble)
            Noticed = trouble.Noticed;
        else
            Finish(world);
    }

    // Every moment of a step: a kill there is followed by the way back, and inside a step also by the same command.
    private World Take(World world, int index, bool isResumed)
    {
        var step = _site.Plan.Steps[index];
        if (!world.Begun.ContainsKey(step.Id))
            world = world with { Begun = world.Begun.SetItem(step.Id, world.Running) };

        var acts = _forward.Of(step);
        for (var i = 0; i < acts.Count; i++)
        {
            world = acts[i](world);
            if (world.Trouble is null)
                world = _nature.Pass(world);

            Survey(world, step);
            if (!isResumed)
                Turn(world, index);
            if (world.Trouble is not null)
                return world;
            if (!isResumed && i < acts.Count - 1)
                Resume(world, index);
        }

        return world;
    }

    private void Turn(World world, int index)
    {
        var step = _site.Plan.Steps[index];
        if (!world.IsAccepted)
            GoBack(world, index);
        if (world.Trouble is not { } trouble)
            return;

        Stand(step, trouble.What);
        if (world.IsAccepted)
            SurveyAll(world, step, world.AllWrites, forVersionBefore: false, trouble.What);
    }

    private void Resume(World world, int index)
    {
        for (var i = index; i < _site.Plan.Steps.Length && world.Trouble is null; i++)
            world = Take(world, i, isResumed: true);

        if (world.Trouble is null)
            Finish(world);
        else if (world.IsAccepted)
            Stand(_site.Plan.Steps[index], $"a kill in it and the same command: {world.Trouble.What}");
        else
            GoBack(world, _site.Plan.Steps.Length - 1);
    }

    private void GoBack(World world, int from)
    {
        world = world with { Trouble = null, IsGoingBack = true };
        for (var i = from; i >= 0 && world.Trouble is null; i--)
        {
            if (world.Begun.ContainsKey(_site.Plan.Steps[i].Id))
                world = Undo(world, _site.Plan.Steps[i], _site.Plan.Steps[from]);
        }

        Return(world, _site.Plan.Steps[from]);
    }

    private World Undo(World world, Step step, Step from)
    {
        foreach (var act in _backward.Of(step))
        {
            // A kill in between is followed by the same inverse once more: it must find what it did.
            world = act(act(world));
            if (world.Trouble is not null)
                return world;

            world = _nature.Pass(world);
            SurveyAll(world, from, world.OldWrites, forVersionBefore: false, $"on the way back, '{step.Id}' is undone and no place holds it any more");
        }

        return world;
    }

    // Where the way back ends, the version before must find everything it wrote, or at least a place that holds it.
    private void Return(World world, Step from)
    {
        SurveyAll(world, from, world.OldWrites, forVersionBefore: true, world.Trouble?.What ?? "the way back ends without it");
        if (world.Trouble is { } trouble)
            Stand(from, $"the way back stops: {trouble.What}");
        else if (_site.Precious.FirstOrDefault(store => !Lives(world, store, world.OldWrites[store.Name], forVersionBefore: true)) is { } store)
            Stand(from, $"the way back leaves store '{store.Name}' in another state");
        else if (_site.ServicesOf(Generation.Before).FirstOrDefault(service => !world.Running.TryGetValue(service, out var runs) || runs != Generation.Before) is { } service)
            Stand(from, $"service '{service}' does not run after the way back");
    }

    private void Finish(World world)
    {
        var last = _site.Plan.Steps[^1];
        foreach (var store in _site.Precious)
        {
            if (_site.In(store, world.Deployed) is { } holder && !Lives(world, holder, Written(world, store, holder), forVersionBefore: false))
                Lose(store, last, "the plan finishes, and nobody is told that the application runs without some of it");
        }

        if (_site.IsHop && world.Deployed == Generation.Before)
            Stand(last, "the plan ends with the version before in place");
        else if (_site.ServicesOf(world.Deployed).FirstOrDefault(service => !world.Running.TryGetValue(service, out var runs) || runs != world.Deployed) is { } service)
            Stand(last, $"service '{service}' does not run at the end");
        else if (!_site.IsHop && CopySet.FindApart(_site, world) is var (database, volume))
            Stand(last, $"the copies of stores '{database.Name}' and '{volume.Name}' are of different moments");
        else if (!_site.IsHop && world.Copies.Values.FirstOrDefault(copy => copy.IsSpoilt) is { } spoilt)
            Stand(last, $"copy '{spoilt.Name}' is not what it was taken of");
    }

    private void Survey(World world, Step step) => SurveyAll(world, step, world.OldWrites, forVersionBefore: false, "no place holds it any more");

    private void SurveyAll(World world, Step step, ImmutableDictionary<string, WriteSet> writes, bool forVersionBefore, string how)
    {
        foreach (var store in _site.Precious)
        {
            if (!Places(world, store).Any(place => Counts(place, world) && place.StandsFor(writes[store.Name], forVersionBefore)))
                Lose(store, step, how);
        }
    }

    private static bool Lives(World world, Store store, WriteSet writes, bool forVersionBefore) =>
        world.Live.TryGetValue(store.Name, out var live) && (!forVersionBefore || !live.IsGiven) && live.StandsFor(writes, forVersionBefore);

    // What a backup brought is no place of what was there before, until the operator has said that it takes its place.
    private static bool Counts(Content place, World world) => world.IsAccepted || !place.IsGiven;

    // What replaces a store has to hold what was written to both.
    private static WriteSet Written(World world, Store store, Store holder) =>
        holder != store && world.AllWrites.TryGetValue(holder.Name, out var since) ? world.AllWrites[store.Name].With(since) : world.AllWrites[store.Name];

    private IEnumerable<Content> Places(World world, Store store) =>
        _site.Application.SuccessorOf(store) is { } successor && world.Live.TryGetValue(successor.Name, out var moved) ? world.Places(store.Name).Append(moved) : world.Places(store.Name);

    private void Lose(Store store, Step step, string how)
    {
        Lost.Add(store.Name);
        Loss ??= new Verdict(VerdictKind.Loses, store.Name, step.Id, how);
    }

    private void Stand(Step step, string how) => Standstill ??= new Verdict(VerdictKind.Stuck, null, step.Id, how);
}
