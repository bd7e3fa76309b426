using Hopguard.Lab;

namespace Hopguard.EndToEnd.Hops;

/// <summary>An image tag that for a while names an image whose process never serves: an upgrade that cannot come up.</summary>
internal sealed class BrokenImage : IAsyncDisposable
{
    private const string Aside = "hopguard-lab/aside:1";
    private readonly LabEngine _engine;
    private readonly string _tag;

    private BrokenImage(LabEngine engine, string tag) => (_engine, _tag) = (engine, tag);

    public static async Task<BrokenImage> ReplaceAsync(CvatFixture lab, string tag)
    {
        var engine = lab.Cvat.Engine;
        await engine.DockerAsync("tag", tag, Aside);
        await engine.DockerAsync("tag", "cvat/ui:v2.3.0", tag);
        return new BrokenImage(engine, tag);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DockerAsync("tag", Aside, _tag);
        await _engine.DockerAsync("rmi", Aside);
    }
}
