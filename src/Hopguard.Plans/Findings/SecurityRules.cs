using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>What opens a door.</summary>
public static class SecurityRules
{
    /// <summary>HOP401.</summary>
    public static readonly Rule InsecureArchive = Rule.Error(
        "HOP401",
        new("An archive is fetched without HTTPS", "アーカイブが HTTPS を使わずに取得される"),
        new("Whoever sits on the way can replace the code that will run.", "経路上にいる者が、これから実行されるコードをすり替えられます。"));

    /// <summary>HOP402.</summary>
    public static readonly Rule LiteralSecret = Rule.Error(
        "HOP402",
        new("A secret is written into the plan", "秘密情報がプランに直接書かれている"),
        new(
            "It is in the repository for ever, in every log of the run, and in the process list of the host while the command runs.",
            "リポジトリにいつまでも残り、実行ログに現れ、コマンドの実行中はホストのプロセス一覧にも現れます。"));

    /// <summary>HOP403.</summary>
    public static readonly Rule DownloadIntoShell = Rule.Error(
        "HOP403",
        new("A download is run without having been looked at", "ダウンロードした内容を確認せずに実行する"),
        new(
            "Whatever the address serves that day runs with the rights of the upgrade, and a connection that breaks runs half of it.",
            "その日にそのアドレスが返すものが、アップグレードの権限でそのまま実行されます。接続が切れると途中までが実行されます。"));

    /// <summary>HOP404.</summary>
    public static readonly Rule CertificateUnchecked = Rule.Error(
        "HOP404",
        new("The check of certificates is switched off", "証明書の検証が無効にされている"),
        new("Whoever sits on the way can answer in the name of the server.", "経路上にいる者が、サーバーになりすまして応答できます。"));

    /// <summary>HOP405.</summary>
    public static readonly Rule TrustAuthentication = Rule.Error(
        "HOP405",
        new("The database lets everybody in without a password", "データベースがパスワードなしで誰でも受け入れる"),
        new(
            "Every container of the network and whoever reaches the port is superuser; the image writes the setting into the data folder, where it stays.",
            "同じネットワークのコンテナーもポートに届く者も、すべて特権ユーザーになります。イメージはこの設定をデータフォルダーに書き込むため、後まで残ります。"));

    /// <summary>HOP406.</summary>
    public static readonly Rule EngineExposed = Rule.Error(
        "HOP406",
        new("A container gets the engine or the whole host", "コンテナーにエンジンまたはホスト全体を渡している"),
        new(
            "A container with the engine's socket, or a privileged one, is root on the host: every other volume and secret is open to it.",
            "エンジンのソケットを持つコンテナーや特権コンテナーは、ホストの root と同じです。他のボリュームや秘密情報もすべて読み書きできます。"));

    /// <summary>HOP407.</summary>
    public static readonly Rule WorldWritable = Rule.Error(
        "HOP407",
        new("Files are made writable for everybody", "ファイルが誰でも書き込めるようにされる"),
        new(
            "Every process of the host can change the data, and PostgreSQL refuses to start on such a folder.",
            "ホストのどのプロセスからもデータを変更できるようになり、PostgreSQL はそのようなフォルダーでは起動しません。"));

    /// <summary>All of them, by id. An id is never used again, not even when its rule is gone.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        InsecureArchive,
        LiteralSecret,
        DownloadIntoShell,
        CertificateUnchecked,
        TrustAuthentication,
        EngineExposed,
        WorldWritable,
    ];
}
