using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP220: the files that are started publish a port of a store on every address of the host.</summary>
public sealed class StorePortPublished : PublishedStoreRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP220",
        new("The files that are started publish a port of a store on every address of the host", "起動に使うファイルが、ストアのポートをホストの全アドレスに公開している"),
        new(
            "Whoever reaches the host reaches the data; writers that no plan knows may come from anywhere.",
            "ホストに届く者は誰でもデータに届きます。プランの知らない書き込みがどこからでも入り得ます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override bool IsAboutTrust => false;

    /// <inheritdoc />
    protected override Message Describe(Name file, ComposePort port, Store store) => new(
        $"File '{file}' publishes port '{port.Text}' of store '{store.Name}' on every address of the host; leave the port out, or write '127.0.0.1:' before it",
        $"ファイル '{file}' は、ストア '{store.Name}' のポート '{port.Text}' をホストの全アドレスに公開します。ポートの公開をやめるか、先頭に '127.0.0.1:' を付けてください");
}
