using Hopguard.Engine.Steps;
using Hopguard.Lab;

namespace Hopguard.Postgres.Tests.Verification;

/// <summary>A trial that was read in full and promoted once for all tests of a class, each of which begins with its files as they were then.</summary>
public sealed class PromotedTrial(PostgresFixture fixture) : IAsyncLifetime
{
    private readonly string _kept = $"hopguard-test-{Guid.NewGuid():N}";
    private Deployed? _deployed;
    private Hop _hop = null!;

    /// <summary>Dumps, restores, proves and promotes.</summary>
    internal static async Task<Hop> PromoteAsync(PostgresFixture fixture, Deployed deployed)
    {
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();
        await hop.RestoreAsync();
        (await hop.VerifyAsync()).Should().BeOfType<StepOutcome.Done>();
        await hop.PromoteAsync();
        return hop;
    }

    public async Task InitializeAsync()
    {
        _deployed = await Deployed.StartAsync(fixture, Sample.Small);
        _hop = await PromoteAsync(fixture, _deployed);
        await fixture.Lab.DockerAsync("volume", "create", "--label", $"{LabImage.Label}=test", _kept);
        await fixture.Lab.DockerAsync("stop", _deployed.Trial.Container);
        await CopyAsync(_deployed.Trial.Volume, _kept);
    }

    /// <summary>The promoted store, which nobody has written to; a step that remembers nothing.</summary>
    internal async Task<Hop> BeginAsync()
    {
        var (container, volume) = _deployed!.Trial;
        await fixture.Lab.DockerAsync("stop", container);
        await CopyAsync(_kept, volume);
        await fixture.Lab.DockerAsync("start", container);
        _deployed.BeginStep(_deployed.Context.Plan);
        return _hop;
    }

    public async Task DisposeAsync()
    {
        if (_deployed is not null)
            await _deployed.DisposeAsync();
        await fixture.Lab.DockerAsync("volume", "rm", "--force", _kept);
    }

    private Task<string> CopyAsync(string from, string to)
    {
        var (source, target) = (VolumeAccess.FolderOf(from), VolumeAccess.FolderOf(to));
        return fixture.Lab.Volumes.RunAsync($"find {target} -mindepth 1 -delete; cp -a {source}/. {target}/");
    }
}
