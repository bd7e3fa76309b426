using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP230: a service mounts a store's volume for writing and is not declared as its writer.</summary>
public sealed class UndeclaredWriter : ReleaseRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP230",
        new("A service mounts a store's volume for writing and is not declared as its writer", "サービスがストアのボリュームを書き込み可能でマウントしているのに、書き込み元として宣言されていない"),
        new(
            "It may write after the copy was taken, and nothing would call the copy stale.",
            "コピーの取得後に書き込まれる可能性がありますが、コピーが古くなったと判定されません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(Release release, ComposeProject compose, Application application)
    {
        var stores = application.Stores.Values.Where(store => store.Volume is not null && store.IsIn(release.Version))
            .GroupBy(store => store.Volume!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var folders = application.Stores.Values.Where(store => store.Mount is not null && store.IsIn(release.Version) && compose.Services.ContainsKey(store.Service))
            .Select(store => (Store: store, Folder: StoreVolumes.MountOf(store, compose.Services[store.Service])?.HostPath)).Where(pair => pair.Folder is not null)
            .GroupBy(pair => pair.Folder!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Store, StringComparer.Ordinal);
        foreach (var service in compose.InOrder.Where(service => release.Services.Contains(service.Name.Text)))
        {
            foreach (var mount in service.Mounts.Where(mount => mount is { IsReadOnly: false, Source: not null }))
            {
                if (!(mount.Volume is null ? folders : stores).TryGetValue(mount.Source!, out var store) || store.Service == service.Name.Text || !application.Services.TryGetValue(service.Name, out var declared) || declared.Writes.Contains(store.Name))
                    continue;

                yield return At(
                    mount.Place,
                    mount.Volume is null ? new(
                        $"Service '{service.Name}' of release {release.Version} mounts folder '{mount.HostPath}' of store '{store.Name}' for writing and is not declared as its writer; add '{store.Name}' to its 'writes', or mount it with ':ro'",
                        $"リリース {release.Version} のサービス '{service.Name}' は、ストア '{store.Name}' のフォルダー '{mount.HostPath}' を書き込み可能でマウントしていますが、書き込み元として宣言されていません。'writes' に '{store.Name}' を追加するか、':ro' でマウントしてください") : new(
                        $"Service '{service.Name}' of release {release.Version} mounts volume '{mount.Volume}' of store '{store.Name}' for writing and is not declared as its writer; add '{store.Name}' to its 'writes', or mount it with ':ro'",
                        $"リリース {release.Version} のサービス '{service.Name}' は、ストア '{store.Name}' のボリューム '{mount.Volume}' を書き込み可能でマウントしていますが、書き込み元として宣言されていません。'writes' に '{store.Name}' を追加するか、':ro' でマウントしてください"),
                    new RelatedPlace(declared.Place, new("the service is declared here", "サービスの宣言")));
            }
        }
    }
}
