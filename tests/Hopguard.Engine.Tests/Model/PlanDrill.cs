using Hopguard.Engine.Journals;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>Runs a plan on the model, kills it and takes it up again, and looks at every end whether each store's data is where it belongs.</summary>
internal static class PlanDrill
{
    /// <summary>Runs the plan, and from every prefix of that run, or from every change of the world, goes on and goes back.</summary>
    public static async Task SurviveAsync(string path, bool closely)
    {
        var (application, plan) = GoodPlans.Read(path);
        using var bed = new ModelBed(application, plan);
        var forward = await RecordAsync(bed, closely, bed.UpgradeAsync);
        AssertIsAtTheEnd(bed, path);
        if (plan.Steps.Any(step => step is Accept))
            await SurviveRollbackAsync(bed, forward[^1], closely);

        foreach (var moment in forward)
        {
            bed.Return(moment);
            await bed.UpgradeAsync();
            AssertIsAtTheEnd(bed, path);
            await GoBackFromAsync(bed, moment);
        }
    }

    private static async Task SurviveRollbackAsync(ModelBed bed, ModelMoment end, bool closely)
    {
        bed.Return(end);
        foreach (var moment in await RecordAsync(bed, closely, bed.RollBackAsync))
            await GoBackFromAsync(bed, moment);
    }

    private static async Task<List<ModelMoment>> RecordAsync(ModelBed bed, bool closely, Func<Task<RunState>> run)
    {
        var moments = new List<ModelMoment>();
        var (take, leave) = ((Action)(() => moments.Add(bed.Freeze())), (Action)(() => { }));
        (bed.Moment, bed.Boundary) = closely ? (take, leave) : (leave, take);
        await run();
        (bed.Moment, bed.Boundary) = (() => { }, () => { });
        moments.Add(bed.Freeze());
        return moments;
    }

    // A procedure that has ended is over, and a kill may come before the first record of a run.
    private static async Task GoBackFromAsync(ModelBed bed, ModelMoment moment)
    {
        bed.Return(moment);
        if (bed.State() is RunState.Finished or RunState.RolledBack or null)
            return;

        (await bed.RollBackAsync()).Should().Be(RunState.RolledBack);
        AssertIs(bed, bed.From);
        bed.World.Now.Volumes.Keys.Where(name => name.Contains("-trial-", StringComparison.Ordinal) || name.Contains("-retired-", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static void AssertIsAtTheEnd(ModelBed bed, string path)
    {
        bed.State().Should().Be(bed.Plan.Steps.Any(step => step is Accept) ? RunState.AwaitingAcceptance : RunState.Finished, path);
        AssertIs(bed, bed.To);
    }

    /// <summary>The deployment runs this release, and every store holds what it must.</summary>
    public static void AssertIs(ModelBed bed, Release release)
    {
        bed.World.Violations.Should().BeEmpty();
        bed.Tree.Should().Be(release.Version.ToString());
        var stores = new ModelStores(bed.Application);
        foreach (var store in stores.In(release).Where(store => store is { Volume: not null, Disposable: false } && release.Services.Contains(store.Service)))
        {
            var isWritten = release.Services.Any(service => service != store.Service && Writes(bed, service, store)) || (store.Kind == StoreKind.Volume && Writes(bed, store.Service, store));
            int? major = store.Kind == StoreKind.PostgreSql ? release.PostgreSqlMajor : null;
            bed.World[$"{ModelBed.Project}_{store.Volume}"].Should().Be(new Content(store.Name, (isWritten || !stores.WasIn(bed.From, store) ? release : bed.From).Version.ToString(), major), store.Name);
        }

        var running = bed.World.Now.Containers.Values.Where(container => container.Project == ModelBed.Project).ToList();
        running.Where(container => !container.IsAlive || container.RestartPolicy != "always").Should().BeEmpty();
        running.Select(container => container.Service!).Order(StringComparer.Ordinal).Should().Equal(release.Services.Order(StringComparer.Ordinal));
    }

    private static bool Writes(ModelBed bed, string service, Store store) => bed.Application.Services.GetValueOrDefault(service)?.Writes.Contains(store.Name, StringComparer.Ordinal) ?? false;
}
