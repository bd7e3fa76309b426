using Hopguard.Engine.Claims;

namespace Hopguard.Kubernetes.Tests.Claims;

/// <summary>A deployment has one owner, whoever asks from wherever.</summary>
[Collection(nameof(ClusterLabCollection))]
public sealed class LeaseClaimTests(ClusterLab lab)
{
    [Fact]
    public async Task Of_many_at_once_one_gets_it_and_the_others_are_told_who()
    {
        await using var shop = await ClusterShop.EmptyAsync(lab);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(host => TryAsync(shop, Record($"state-{host}"))));

        var held = claims.Single(claim => claim.Claim is not null).Claim!;
        claims.Where(claim => claim.Refused is not null).Should().HaveCount(7).And.AllSatisfy(claim =>
        {
            claim.Refused!.Message.Should().StartWith("Deployment 'shop' is being worked on by somebody@elsewhere (process 42) since 2026-01-02");
            claim.Refused.Commands.Should().Equal($"kubectl --kubeconfig={lab.Cluster.Kubeconfig} --namespace={shop.Namespace} delete lease hopguard-claim-shop");
        });
        held.Dispose();
        (await LeasesAsync(shop)).Should().BeEmpty();
    }

    [Fact]
    public async Task What_its_owner_left_is_taken_after_a_silence_and_never_while_the_owner_renews_it()
    {
        await using var shop = await ClusterShop.EmptyAsync(lab, new HastyClock());
        using var owner = await shop.Host.ClaimAsync(Record("state-1"), [], CancellationToken.None);
        (await TryAsync(shop, Record("state-2"))).Refused!.Message.Should().Contain("is being worked on");

        // As a host that is gone leaves it: nobody renews what stands there.
        var left = await shop.KubectlAsync("get", "lease", "hopguard-claim-shop", "--output=json");
        await using var other = await ClusterShop.EmptyAsync(lab, new HastyClock());
        await ReplantAsync(other, left, shop.Namespace);

        using var taken = await other.Host.ClaimAsync(Record("state-2"), [], CancellationToken.None);

        (await other.Host.FindClaimAsync("shop", "/srv/shop", CancellationToken.None)).Holder!.StateId.Should().Be("state-2");
    }

    [Fact]
    public async Task Own_state_folder_takes_it_at_once_for_its_lock_proves_that_the_owner_is_gone()
    {
        await using var shop = await ClusterShop.EmptyAsync(lab);
        using var killed = await shop.Host.ClaimAsync(Record("state-1"), [], CancellationToken.None);

        using var next = await shop.Host.ClaimAsync(Record("state-1"), [], CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));

        // The one that was thought to be gone begins nothing any more.
        await FluentActions.Awaiting(() => killed.RequireAsync(CancellationToken.None)).Should().ThrowAsync<HopguardException>().WithMessage("The claim on deployment 'shop' was lost, and it is now being worked on by *");
        await next.RequireAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Run_that_is_not_over_is_known_when_nobody_works_on_it()
    {
        await using var shop = await ClusterShop.EmptyAsync(lab);
        using (var claim = await shop.Host.ClaimAsync(Record("state-1"), [], CancellationToken.None))
        {
            await claim.KeepAsync("20260102-030405", "shop-tidy", CancellationToken.None);
            (await shop.Host.FindClaimAsync("shop", "/srv/shop", CancellationToken.None)).Holder!.RunId.Should().BeEmpty("who holds it said so before a run was known");
        }

        var state = await shop.Host.FindClaimAsync(project: null, "/srv/shop", CancellationToken.None);
        state.Holder.Should().BeNull();
        (state.Run!.RunId, state.Run.PlanId, state.Run.StateFolder).Should().Be(("20260102-030405", "shop-tidy", "/srv/shop.hopguard"));

        using var last = await shop.Host.ClaimAsync(Record("state-1"), [], CancellationToken.None);
        (await last.FindRunAsync(CancellationToken.None))!.RunId.Should().Be("20260102-030405");
        last.IsOver = true;
        last.Dispose();
        (await LeasesAsync(shop)).Should().BeEmpty();
    }

    [Fact]
    public async Task Claim_that_was_taken_away_is_taken_again_and_one_that_somebody_else_has_is_lost()
    {
        await using var shop = await ClusterShop.EmptyAsync(lab);
        using var claim = await shop.Host.ClaimAsync(Record("state-1"), [], CancellationToken.None);
        await claim.KeepAsync("run-1", "shop-tidy", CancellationToken.None);
        await shop.KubectlAsync("delete", "lease", "hopguard-claim-shop");

        await claim.RequireAsync(CancellationToken.None);

        (await shop.Host.FindClaimAsync("shop", "/srv/shop", CancellationToken.None)).Run!.RunId.Should().Be("run-1");
        await shop.KubectlAsync("delete", "lease", "hopguard-claim-shop");
        using var other = await shop.Host.ClaimAsync(Record("state-2"), [], CancellationToken.None);
        await FluentActions.Awaiting(() => claim.RequireAsync(CancellationToken.None)).Should().ThrowAsync<HopguardException>().WithMessage("The claim on deployment 'shop' was lost*");
    }

    private static ClaimRecord Record(string state) =>
        new("shop", "/srv/shop", "/srv/shop.hopguard", state, new RunOwner("somebody", "elsewhere", 42, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), string.Empty));

    private static async Task<(IDeploymentClaim? Claim, HopguardException? Refused)> TryAsync(ClusterShop shop, ClaimRecord record)
    {
        try
        {
            return (await shop.Host.ClaimAsync(record, [], CancellationToken.None), null);
        }
        catch (HopguardException refused)
        {
            return (null, refused);
        }
    }

    private async Task ReplantAsync(ClusterShop into, string lease, string from)
    {
        var copy = System.Text.Json.Nodes.JsonNode.Parse(lease)!;
        var metadata = copy["metadata"]!.AsObject();
        foreach (var key in new[] { "uid", "resourceVersion", "creationTimestamp", "managedFields", "selfLink" })
            metadata.Remove(key);
        metadata["namespace"]!.GetValue<string>().Should().Be(from);
        metadata["namespace"] = into.Namespace;
        await lab.Cluster.ApplyAsync(copy.ToJsonString());
    }

    private static async Task<string> LeasesAsync(ClusterShop shop) => await shop.KubectlAsync("get", "leases", "--output=name");
}
