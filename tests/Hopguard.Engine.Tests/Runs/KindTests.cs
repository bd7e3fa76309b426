using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Engine.Tests.Runs;

/// <summary>A step is done by what does it on the deployment's kind.</summary>
public sealed class KindTests : IDisposable
{
    private readonly TestBed _bed = new();

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task A_step_that_nothing_does_on_this_kind_is_told_with_the_kinds_that_have_it_before_anything_begins()
    {
        _bed.Kind = DeploymentKind.Kubernetes;
        _bed.Plan = _bed.Plan with { Steps = [.. _bed.Plan.Steps, new Plans.Steps.VerifyVersion { Id = "verify-version", Expect = ReleaseVersion.Parse("2.3.0") }] };

        var refusal = await _bed.RefusedAsync(_bed.OpenAsync);

        refusal.Message.Should().Be("Step 'verify-version' of plan 'cvat-2.3.0' is not done on deployments of kind 'kubernetes', only on 'compose'");
        refusal.Remedy.Should().StartWith("Nothing was changed");
        _bed.Library.Runs().Should().BeEmpty();
        _bed.Events.Should().BeEmpty();
        _bed.Engine.Containers.Should().BeEmpty();
    }

    [Fact]
    public async Task A_plan_that_this_Hopguard_or_this_kind_has_no_step_of_is_exchanged()
    {
        var good = _bed.Plan;
        async Task OpenAsync() => (await _bed.OpenAsync())!.Dispose();
        _bed.Kind = DeploymentKind.Kubernetes;
        _bed.Plan = good with { Steps = [.. good.Steps, new Plans.Steps.VerifyVersion { Id = "verify-version", Expect = ReleaseVersion.Parse("2.3.0") }] };
        await Remedies.LeadsOutAsync(
            OpenAsync, "Step 'verify-version' of plan 'cvat-2.3.0' is not done on deployments of kind 'kubernetes', only on 'compose'", "Nothing was changed; use a plan that was made for this kind of deployment", () => _bed.Plan = good);

        _bed.Plan = good with { Steps = [.. good.Steps, new Plans.Steps.DiscardTrial { Id = "discard", Trial = Name.Of("trial") }] };
        await Remedies.LeadsOutAsync(
            OpenAsync, "Step 'discard' of plan 'cvat-2.3.0' is done by this Hopguard on no kind of deployment", "Nothing was changed; use a Hopguard that has it, or a plan without it", () => _bed.Plan = good);
    }

    [Fact]
    public void A_kind_that_this_Hopguard_cannot_work_on_is_left_to_one_that_can()
    {
        var kinds = Of(new ServiceCollection());
        var application = TestBed.Application with { Deployment = DeploymentKind.Kubernetes };

        Remedies.LeadOut(
            () => kinds.For(application),
            "Deployments of kind 'kubernetes' cannot be worked on by this Hopguard",
            "Nothing was changed; use a Hopguard that has this kind",
            () => kinds = Of(new ServiceCollection().AddKeyedSingleton(DeploymentKind.Kubernetes, _bed.Services.Host).AddKeyedSingleton(DeploymentKind.Kubernetes, _bed.Services.Deployment)));

        RunServicesByKind Of(IServiceCollection services) => new(services.BuildServiceProvider(), _bed.Services.Handlers, _bed.Services.Observer, TimeProvider.System, new Redactor());
    }

    [Fact]
    public async Task What_is_kept_of_a_deployment_is_read_by_its_kind_alone()
    {
        var before = await _bed.Deployment.InspectAsync(TestBed.Application, _bed.Options, CancellationToken.None);
        var seen = before with { Details = new Dictionary<string, System.Text.Json.JsonElement>() };

        Remedies.LeadOut(
            () => ContainerDetails.Of(seen), "What was kept of deployment 'cvat' is not that of a compose project", "Use the Hopguard that began the run", () => seen = before);

        before.Store("database").Volume.Should().Be("cvat_cvat_db");
    }

    [Fact]
    public async Task A_step_that_is_the_same_everywhere_is_done_on_any_kind()
    {
        _bed.Kind = DeploymentKind.Kubernetes;

        await _bed.UpgradeAsync();

        _bed.World["one"].Should().Be(World.Done);
    }
}
