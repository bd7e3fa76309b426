using Hopguard.Plans.Steps;

namespace Hopguard.Accuracy.Oracle;

/// <content>Volumes that are emptied and filled.</content>
internal sealed partial class Forward
{
    private const string HalfWay = "a restore was cut off in the middle";
    private const string OnTop = "a copy was restored on top of other data";

    private World Retire(World world, RetireVolume retire)
    {
        if (world.Done.Contains(retire.Id))
            return world;
        if (adversary.Guards && RetireRefusal(world, retire) is { } refusal)
            return world.Fail(refusal);
        if (!world.Live.TryGetValue(retire.Store, out var content))
            return world.Fail($"store '{retire.Store}' holds nothing to put aside");

        content = TornIfUsed(world, retire.Store, content);
        return world.WithLive(retire.Store, null).WithoutCopiesIn(retire.Store) with
        {
            Aside = world.Aside.SetItem(retire.Id, new AsideVolume(retire.Store, content, IsRetired: true)),
            Done = world.Done.Add(retire.Id),
        };
    }

    private IReadOnlyList<Act> RestoreVolumes(RestoreVolumes restore) => [.. restore.Stores.Select<Plans.Model.Name, Act>(store => world => Replace(world, restore, store))];

    private World Replace(World world, RestoreVolumes restore, string store)
    {
        var key = $"{restore.Id}/{store}";
        if (world.Done.Contains(key) || !world.Copies.TryGetValue(restore.Copy, out var copy) || !site.Stores.Any(present => present.Name == store))
            return world;

        // The engine leaves out what the copy does not hold; a plan that names it says that it is to come back.
        if (!copy.Parts.TryGetValue(store, out var part))
            return world.Fail($"copy '{copy.Name}' does not hold store '{store}', which stays as it is");
        if (adversary.Guards && (copy.VerifiedBy is null || User(world, store) is not null))
            return world.Fail($"copy '{copy.Name}' was not verified, or the volume of store '{store}' is in use");

        // Unpacked beside the store and compared with what was copied, before anything makes room for it.
        var unpacked = Carried(restore, store, part);
        if (unpacked.Writes != copy.Recorded[store])
            return world.Fail($"copy '{copy.Name}' does not bring back what was copied of store '{store}'", unpacked.CutBy);

        var restored = world.WithoutCopiesIn(store).WithLive(store, TornIfWritten(world, store, unpacked)) with { Done = world.Done.Add(key) };
        return world.Live.TryGetValue(store, out var content)
            ? restored with { Aside = world.Aside.SetItem(key, new AsideVolume(store, TornIfUsed(world, store, content), IsRetired: true)) }
            : restored with { Done = restored.Done.Add(Backward.WasEmpty(key)) };
    }

    private string? RetireRefusal(World world, RetireVolume retire)
    {
        if (!world.Copies.TryGetValue(retire.CoveredBy, out var copy) || !copy.Recorded.TryGetValue(retire.Store, out var recorded))
            return $"copy '{retire.CoveredBy}' does not hold store '{retire.Store}'";
        if (copy.VerifiedBy is null)
            return $"copy '{copy.Name}' was not verified";
        if (!recorded.Holds(world.AllWrites[retire.Store]))
            return $"store '{retire.Store}' was written to after copy '{copy.Name}' was taken";

        return User(world, retire.Store) is { } user ? $"service '{user}' uses the volume of store '{retire.Store}'" : null;
    }

    private World Promote(World world, PromoteVolume promote)
    {
        if (world.Done.Contains(promote.Id))
            return world;
        if (!world.Trials.TryGetValue(promote.Trial, out var trial))
            return world.Fail($"trial '{promote.Trial}' is gone");
        if (adversary.Guards && PromoteRefusal(world, promote, trial) is { } refusal)
            return world.Fail(refusal);

        var arrived = TornIfUsed(world, promote.To, adversary.Carry(trial.Content, Site.Transfer(promote, promote.To)));
        return world.WithoutCopiesIn(promote.To).WithLive(promote.To, arrived) with { Trials = world.Trials.Remove(promote.Trial), Done = world.Done.Add(promote.Id) };
    }

    private string? PromoteRefusal(World world, PromoteVolume promote, Trial trial)
    {
        if (site.SourceOf(promote.To, [trial.Store]) != trial.Store)
            return $"trial '{promote.Trial}' holds store '{trial.Store}' and not '{promote.To}'";
        if (!world.Copies.TryGetValue(trial.Copy, out var copy) || copy.VerifiedBy != promote.Trial.Text)
            return $"trial '{promote.Trial}' was not compared with its source";
        if (User(world, promote.To) is { } user)
            return $"service '{user}' uses the volume of store '{promote.To}'";

        return world.Live.ContainsKey(promote.To) ? $"the volume of store '{promote.To}' is not empty" : null;
    }

    private IReadOnlyList<Act> RestoreInPlace(RestoreInPlace restore) =>
    [
        world => restore.EmptyFirst ? TakeAway(world, restore.To) : world,
        world => Pour(world, restore, IsOnTop(world, restore.To) ? OnTop : HalfWay),
        world => Pour(world, restore, world.Live.TryGetValue(restore.To, out var half) && half.Torn == OnTop ? OnTop : null),
    ];

    private static bool IsOnTop(World world, string store) => world.Live.TryGetValue(store, out var live) && !live.Writes.IsEmpty;

    private World Pour(World world, RestoreInPlace restore, string? torn)
    {
        if (!world.Copies.TryGetValue(restore.Copy, out var copy) || !copy.Parts.TryGetValue(site.SourceOf(restore.To, copy.Parts.Keys), out var part))
            return world.Fail($"copy '{restore.Copy}' does not hold store '{restore.To}'");
        if (copy.IsDump && !CanBeAsked(world, restore.To))
            return world.Fail($"no server of store '{restore.To}' runs that could take a dump in");

        var poured = TornIfWritten(world, restore.To, Carried(restore, restore.To, part));
        var major = copy.IsDump ? site.MajorOf(world.Deployed) ?? part.Major : part.Major;
        return world.WithLive(restore.To, poured with { Major = major, Torn = torn ?? poured.Torn });
    }

    private World RemoveVolumes(World world) => site.All.Where(store => store.Volume is not null).Aggregate(world, (current, store) => TakeAway(current, store.Name));

    private World Prune(World world)
    {
        foreach (var store in site.All.Where(store => store.Volume is not null && User(world, store.Name) is null))
            world = TakeAway(world, store.Name);

        return world with { Aside = world.Aside.Clear() };
    }

    private static World TakeAway(World world, string store) => world.WithLive(store, null).WithoutCopiesIn(store);

    private Content TornIfUsed(World world, string store, Content content) =>
        User(world, store) is { } user ? content with { Torn = content.Torn ?? $"its files moved under service '{user}'" } : content;

    private Content TornIfWritten(World world, string store, Content content) =>
        RunningWriter(world, store) is { } writer ? content with { Torn = content.Torn ?? $"service '{writer}' wrote while it was restored" } : content;
}
