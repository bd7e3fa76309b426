using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Accuracy.Oracle;

/// <content>Commands and lines of shell: what they declare, or what the adversary makes of those that declare nothing.</content>
internal sealed partial class Forward
{
    private World Run(World world, RunCommand command)
    {
        if (!world.Running.TryGetValue(command.Service, out var generation))
            return world.Fail($"service '{command.Service}' does not run");
        if (command.Does is not { } does)
            return adversary.Harm is { } harm && harm.Step == command.Id && site.Reaches(command.Service, harm.Store, generation) ? Hurt(world, harm, generation) : world;

        foreach (var store in Here([.. does.Reads, .. does.Writes, .. does.Destroys], generation))
        {
            if (!CanBeAsked(world, store))
                return world.Fail($"no server of store '{store}' runs for command '{command.Id}'");
        }

        return Do(world, command, does, generation);
    }

    // A line of shell gets at files, and at copies, trials and what was put aside as well: no server has to run for it.
    private World Run(World world, RunShell line)
    {
        if (line.Does is { } does)
            return Do(world, line, does, world.Deployed);

        return adversary.Harm is { } harm && harm.Step == line.Id && !HarmlessLine.Is(line) ? HurtEverywhere(world, harm) : world;
    }

    private World Do(World world, Step step, StoreUse does, Generation generation)
    {
        var (reads, writes, destroys) = (Here(does.Reads, generation), Here(does.Writes, generation), Here(does.Destroys, generation));

        // What a cache holds is nobody's loss, and whoever needs it makes it anew.
        if (reads.Find(store => IsPrecious(store) && !world.Live.ContainsKey(store)) is { } missing)
            return world.Fail($"command '{step.Id}' finds nothing in store '{missing}'");

        foreach (var store in writes.Where(IsPrecious))
            world = Nature.Write(Begun(world, store, generation), store, generation);

        return destroys.Aggregate(world, (current, store) => TakeAway(current, store));
    }

    private static World HurtEverywhere(World world, Harm harm)
    {
        if (harm.Kind == HarmKind.Writes)
            return Nature.Write(world, harm.Store, world.Deployed);
        if (harm.Kind == HarmKind.Deletes)
            return world.Live.TryGetValue(harm.Store, out var live) ? world.WithLive(harm.Store, live with { Writes = WriteSet.None }) : world;

        return world.WithLive(harm.Store, null) with
        {
            Aside = world.Aside.RemoveRange(world.Aside.Where(aside => aside.Value.Store == harm.Store).Select(aside => aside.Key)),
            Copies = world.Copies.RemoveRange(world.Copies.Where(copy => copy.Value.Parts.ContainsKey(harm.Store)).Select(copy => copy.Key)),
            Trials = world.Trials.RemoveRange(world.Trials.Where(trial => trial.Value.Store == harm.Store).Select(trial => trial.Key)),
        };
    }

    private World Hurt(World world, Harm harm, Generation generation)
    {
        if (harm.Kind == HarmKind.Empties)
            return TakeAway(world, harm.Store);
        if (!CanBeAsked(world, harm.Store) || !world.Live.TryGetValue(harm.Store, out var live))
            return world;

        return harm.Kind == HarmKind.Writes ? Nature.Write(world, harm.Store, generation) : world.WithLive(harm.Store, live with { Writes = WriteSet.None });
    }

    private bool CanBeAsked(World world, string store) => site.Application.Stores[store] is var found && (found.Kind == StoreKind.Volume || world.Running.ContainsKey(found.Service));

    private List<string> Here(IEnumerable<Name> stores, Generation generation) => [.. stores.Select(store => site.Here(store, generation))];

    private bool IsPrecious(string store) => site.Precious.Any(precious => precious.Name == store || site.Application.SuccessorOf(precious)?.Name == store);

    // Who writes into an empty store begins anew in it, and says nothing.
    private World Begun(World world, string store, Generation generation) => world.Live.ContainsKey(store)
        ? world
        : world.WithLive(store, new Content(WriteSet.None, generation, site.Application.Stores[store].Kind == StoreKind.PostgreSql ? site.MajorOf(generation) : null));
}
