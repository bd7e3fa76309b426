using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP221: the files that are started publish a database that asks nobody for a password.</summary>
public sealed class PublishedWithTrust : PublishedStoreRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP221",
        new("The files that are started publish a database that asks nobody for a password", "起動に使うファイルが、パスワードを求めないデータベースを公開している"),
        new(
            "Anybody who reaches the port is its superuser: such databases are found and emptied within hours.",
            "ポートに届く者は誰でも特権ユーザーになれます。このようなデータベースは数時間のうちに見つけられ、空にされます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override bool IsAboutTrust => true;

    /// <inheritdoc />
    protected override Message Describe(Name file, ComposePort port, Store store) => new(
        $"File '{file}' publishes port '{port.Text}' of store '{store.Name}', whose server takes every connection without a password; leave the port out",
        $"ファイル '{file}' は、パスワードなしの接続をすべて受け付けるストア '{store.Name}' のポート '{port.Text}' を公開します。ポートの公開をやめてください");
}
