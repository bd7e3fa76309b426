using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.StorePortPublished" />
public sealed class StorePortPublished : PublishedStoreRule
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.StorePortPublished;

    /// <inheritdoc />
    protected override bool IsAboutTrust => false;

    /// <inheritdoc />
    protected override Message Describe(Name file, ComposePort port, Store store) => new(
        $"File '{file}' publishes port '{port.Text}' of store '{store.Name}' on every address of the host; leave the port out, or write '127.0.0.1:' before it",
        $"ファイル '{file}' は、ストア '{store.Name}' のポート '{port.Text}' をホストの全アドレスに公開します。ポートの公開をやめるか、先頭に '127.0.0.1:' を付けてください");
}
