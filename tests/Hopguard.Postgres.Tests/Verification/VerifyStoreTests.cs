using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Verification;

namespace Hopguard.Postgres.Tests.Verification;

[Collection(nameof(SecondPostgresCollection))]
public sealed class VerifyStoreTests(PostgresFixture fixture)
{
    [Fact]
    public async Task A_live_store_that_holds_what_was_copied_passes_and_one_that_does_not_fails()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await new Hop(fixture, deployed).DumpAsync();
        (await VerifyAsync(deployed)).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().Be("unchanged since copy 'dump' was taken: its server has not run");
        await deployed.StartServerAsync();

        (await VerifyAsync(deployed)).Should().BeOfType<StepOutcome.Done>().Which.Summary.Should().StartWith("equal: 3 tables");
        await deployed.Server.SqlAsync("DROP FUNCTION two_lines()");
        (await VerifyAsync(deployed)).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Be(
            "What store 'database' holds is not what copy 'dump' was taken from: function public.two_lines() of database cvat is missing; "
            + "grant function public.two_lines() to PUBLIC of database cvat is missing; grant function public.two_lines() to root of database cvat is missing");
        deployed.Context.Evidence.Find<ComparisonEvidence>("verify-store.comparison.json")!.Differences.Should().HaveCount(3);
    }

    [Fact]
    public async Task An_equal_store_that_is_not_the_promoted_cluster_fails()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await new Hop(fixture, deployed).DumpAsync();
        await deployed.StartServerAsync();
        var copied = deployed.Context.Evidence.Find<Fingerprint>(Fingerprint.FileName("dump"))!;
        deployed.Context.Evidence.Save(Fingerprint.FileName("trial"), copied with { Server = copied.Server with { SystemIdentifier = "1" } });

        (await VerifyAsync(deployed)).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Be("Store 'database' is not the cluster that was restored and promoted");
    }

    private Task<StepOutcome> VerifyAsync(Deployed deployed) => deployed.DoAsync(
        new VerifyStoreHandler(fixture.Engine, TimeProvider.System), new VerifyStore { Id = "verify-store", Store = Name.Of("database"), Against = Name.Of("dump") });
}
