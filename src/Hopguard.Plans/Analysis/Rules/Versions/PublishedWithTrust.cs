using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.PublishedWithTrust" />
public sealed class PublishedWithTrust : PublishedStoreRule
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.PublishedWithTrust;

    /// <inheritdoc />
    protected override bool IsAboutTrust => true;

    /// <inheritdoc />
    protected override Message Describe(Name file, ComposePort port, Store store) => new(
        $"File '{file}' publishes port '{port.Text}' of store '{store.Name}', whose server takes every connection without a password; leave the port out",
        $"ファイル '{file}' は、パスワードなしの接続をすべて受け付けるストア '{store.Name}' のポート '{port.Text}' を公開します。ポートの公開をやめてください");
}
