using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP213: a compose file has a named volume that is no store of the application.</summary>
public sealed class VolumeUnknown : ReleaseRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP213",
        new("A compose file has a named volume that is no store of the application", "Compose ファイルの名前付きボリュームが、アプリケーションのどのストアにも対応していない"),
        new(
            "What the application's file does not know is neither copied nor declared disposable, so no way back brings it back.",
            "アプリケーションのファイルにないボリュームは、コピーもされず破棄可能とも宣言されないため、ロールバックしても元に戻りません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Release release, ComposeProject compose, Application application)
    {
        var known = new HashSet<string>(application.Stores.Values.Where(store => store.IsIn(release.Version) && store.Volume is not null).Select(store => store.Volume!), StringComparer.Ordinal);
        // What the service of a store mounts instead of the store's volume is that store under another name: HOP214.
        known.UnionWith(Stores(release, compose, application)
            .Where(pair => pair.Store is { Volume: { } volume, Disposable: false } && !compose.Volumes.ContainsKey(volume))
            .SelectMany(pair => pair.Service.Mounts).Select(mount => mount.Volume).Where(volume => volume is not null).Select(volume => volume!));

        foreach (var volume in compose.Volumes.Values.Where(volume => !known.Contains(volume.Name)).OrderBy(volume => volume.Name.Text, StringComparer.Ordinal))
        {
            yield return At(volume.Name.Place, new(
                $"Volume '{volume.Name}' of release {release.Version} is no store of '{application.Name}'; declare a store with 'volume: {volume.Name}', as 'disposable' if it may be lost",
                $"リリース {release.Version} のボリューム '{volume.Name}' は '{application.Name}' のストアになっていません。'volume: {volume.Name}' のストアを宣言し、失われてもよければ 'disposable' としてください"));
        }
    }
}
