using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Accuracy.Oracle;

/// <content>Steps that read the world and change nothing.</content>
internal sealed partial class Forward
{
    private World VerifyStore(World world, VerifyStore verify)
    {
        if (!world.Copies.TryGetValue(verify.Against, out var copy) || !copy.Recorded.TryGetValue(site.SourceOf(verify.Store, copy.Recorded.Keys), out var recorded))
            return world.Fail($"copy '{verify.Against}' says nothing about store '{verify.Store}'");
        if (site.Application.Stores[verify.Store] is { Kind: not StoreKind.Volume } served && !site.RunsOn(world, served.Service, served))
            return world.Fail($"no server of store '{verify.Store}' runs that could be asked");
        if (!world.Live.TryGetValue(verify.Store, out var live))
            return world.Fail($"store '{verify.Store}' is empty");
        if (live.Torn is { } torn)
            return world.Fail($"store '{verify.Store}' is damaged: {torn}");

        return live.Writes == recorded ? world : world.Fail($"store '{verify.Store}' is not what copy '{copy.Name}' was taken of", live.CutBy);
    }

    private World AwaitMigrations(World world, AwaitMigrations await)
    {
        var wanted = site.IsHop ? Generation.After : Generation.Before;
        var declared = site.Application.Stores[site.Application.Migrations.Store];
        var table = (site.In(declared, wanted) ?? declared).Name;
        if (!world.Running.TryGetValue(await.Service, out var running) || running != wanted)
            return world.Fail($"service '{await.Service}' of the new version does not run");

        return world.Running.ContainsKey(site.Application.Stores[table].Service) && world.Live.TryGetValue(table, out var live) && live.Schema == wanted && live.Torn is null
            ? world
            : world.Fail($"migrations of store '{table}' are never applied");
    }

    private World VerifyVersion(World world, VerifyVersion verify)
    {
        var expected = verify.Expect == site.Plan.To ? Generation.After : Generation.Before;
        if (site.IsHop && verify.Expect != site.Plan.To && verify.Expect != site.Plan.From)
            return world.Fail($"version {verify.Expect} answers nowhere");
        if (!world.Running.TryGetValue(site.Application.ProbeOf(verify.Expect).Service, out var running) || running != expected)
            return world.Fail($"version {verify.Expect} does not answer");

        return site.ServicesOf(expected).FirstOrDefault(service => !world.Running.ContainsKey(service)) is { } missing
            ? world.Fail($"service '{missing}' does not run")
            : world;
    }

    // The operator's word is asked for; what does not run is not accepted, because acceptance closes the way back.
    private World AcceptVersion(World world)
    {
        var wanted = site.IsHop ? Generation.After : Generation.Before;
        if (adversary.Guards && (!world.Running.TryGetValue(site.Application.ProbeOf(site.ReleaseOf(wanted)?.Version).Service, out var running) || running != wanted))
            return world.Fail("the version that is to be accepted does not answer");
        if (adversary.Guards && site.IsHop && site.ServicesOf(wanted).FirstOrDefault(service => !world.Running.ContainsKey(service)) is { } missing)
            return world.Fail($"service '{missing}' of the version that is to be accepted does not run");

        return world with { IsAccepted = true };
    }
}
