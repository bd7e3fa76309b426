using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>Steps in a wrong order, or missing.</summary>
public static class OrderRules
{
    /// <summary>HOP101.</summary>
    public static readonly Rule CheckedTooLate = Rule.Error(
        "HOP101",
        new("A check, a pull or a fetch comes only after the first stop", "確認・イメージの取得・ソースの取得が最初の停止より後にある"),
        new(
            "What can fail without touching the deployment must fail while it still runs; afterwards every failure is an outage.",
            "稼働環境に触れずに失敗できる処理は、稼働中に失敗させるべきです。停止後の失敗はすべてサービス停止につながります。"));

    /// <summary>HOP102.</summary>
    public static readonly Rule NeverStartedAgain = Rule.Error(
        "HOP102",
        new("Services are stopped and never started again", "停止したサービスが再び起動されない"),
        new("The plan ends with the application down.", "アプリケーションが停止したままプランが終わります。"));

    /// <summary>HOP103.</summary>
    public static readonly Rule StepAfterAccept = Rule.Error(
        "HOP103",
        new("A step other than 'delete-retired' comes after 'accept'", "'accept' の後に 'delete-retired' 以外のステップがある"),
        new(
            "Acceptance closes the way back; whatever comes after it cannot be undone.",
            "承認すると元に戻す道は閉じます。その後のステップは取り消せません。"));

    /// <summary>HOP104.</summary>
    public static readonly Rule DeletedBeforeAccept = Rule.Error(
        "HOP104",
        new("Data is deleted before 'accept'", "'accept' より前にデータが削除される"),
        new(
            "Until the operator accepts, the way back needs what was put aside.",
            "運用者が承認するまで、元に戻すには退避したデータが必要です。"));

    /// <summary>HOP105.</summary>
    public static readonly Rule SwitchedWhileRunning = Rule.Error(
        "HOP105",
        new("The source is switched while containers of the old version run", "旧バージョンのコンテナーが動いたままソースが切り替えられる"),
        new(
            "The new compose files do not know services that were renamed; the old containers would stay and keep writing.",
            "新しい compose ファイルは名前の変わったサービスを知らないため、古いコンテナーが残って書き込みを続けます。"));

    /// <summary>HOP106.</summary>
    public static readonly Rule DumpedWithoutServer = Rule.Error(
        "HOP106",
        new("A database is dumped while its server does not run", "サーバーが動いていないデータベースのダンプを取る"),
        new(
            "A dump is asked of the running server; without one the step fails, and it fails after everything was stopped.",
            "ダンプは稼働中のサーバーから取ります。サーバーがなければこのステップは失敗し、しかもすべてを停止した後に失敗します。"));

    /// <summary>HOP107.</summary>
    public static readonly Rule UsedWhileStopped = Rule.Error(
        "HOP107",
        new("A step needs a service that does not run at that point", "その時点で動いていないサービスをステップが必要とする"),
        new(
            "A command, a restore or a comparison inside a stopped service fails, in the middle of the outage.",
            "停止中のサービスでのコマンド実行・リストア・照合は、サービス停止の最中に失敗します。"));

    /// <summary>HOP108.</summary>
    public static readonly Rule SourceNeverSwitched = Rule.Error(
        "HOP108",
        new("A hop never brings the new version, or not all of it", "ホップが新しいバージョンを、またはその一部を配置しない"),
        new(
            "Everything that is started afterwards is still the old version, whatever the plan is called.",
            "プランの名前に関係なく、その後に起動するものはすべて旧バージョンのままです。"));

    /// <summary>HOP109.</summary>
    public static readonly Rule ImagesNeverPulled = Rule.Warning(
        "HOP109",
        new("The images of the new version are never pulled before they are needed", "新しいバージョンのイメージが事前に取得されない"),
        new(
            "Starting pulls what is missing, in the middle of the outage: a registry that does not answer or refuses then leaves neither version running.",
            "足りないイメージは起動時、つまりサービス停止中に取得されます。レジストリが応答しない、または拒否すると、どちらのバージョンも動かない状態になります。"));

    /// <summary>HOP110.</summary>
    public static readonly Rule TargetNeverChecked = Rule.Warning(
        "HOP110",
        new("The new version's compose files are never checked before the switch", "切り替え前に新しいバージョンの compose ファイルが確認されない"),
        new(
            "A file that does not parse, a missing setting or another project name is then found out with the old version already down.",
            "解析できないファイル、足りない設定、異なるプロジェクト名に、旧バージョンを停止した後で気付くことになります。"));

    /// <summary>HOP111.</summary>
    public static readonly Rule SpaceNeverChecked = Rule.Warning(
        "HOP111",
        new("Copies are taken during an outage without a check of the free space", "空き容量を確認せずにサービス停止中にコピーを取る"),
        new(
            "A full disk cuts a dump short, stops the database that is being dumped, and is found out during the outage.",
            "ディスクが満杯になるとダンプは途中で切れ、ダンプ中のデータベースも止まります。しかも気付くのはサービス停止中です。"));

    /// <summary>HOP112.</summary>
    public static readonly Rule PulledAfterDataWasTaken = Rule.Error(
        "HOP112",
        new("The images of the new version are pulled only after data was taken away", "データを取り除いた後で新しいバージョンのイメージが取得される"),
        new(
            "When the registry fails there, the old version has no data left in its place and the new one cannot start.",
            "そこでレジストリが失敗すると、旧バージョンのデータは元の場所になく、新バージョンも起動できません。"));

    /// <summary>HOP113.</summary>
    public static readonly Rule ImagesPrunedBeforeAccept = Rule.Error(
        "HOP113",
        new("Images are pruned before 'accept'", "'accept' より前にイメージが削除される"),
        new(
            "The images of the old version are unused by then and go first; the way back needs them, and a registry may no longer have them.",
            "その時点で旧バージョンのイメージは未使用なので真っ先に消えます。元に戻すには必要であり、レジストリに残っているとは限りません。"));

    /// <summary>HOP114.</summary>
    public static readonly Rule MigrationsNeverAwaited = Rule.Warning(
        "HOP114",
        new("The new version is checked or accepted without its migrations having been awaited", "マイグレーションの完了を待たずに新しいバージョンを確認または承認する"),
        new(
            "A server answers while its migrations still run or have failed; accepting then closes the way back over a half-migrated database.",
            "マイグレーションの実行中や失敗後でもサーバーは応答します。そこで承認すると、移行途中のデータベースのまま元に戻せなくなります。"));

    /// <summary>HOP115.</summary>
    public static readonly Rule VersionNeverVerified = Rule.Warning(
        "HOP115",
        new("Nothing reads the version back at the end of a hop", "ホップの最後にバージョンが読み戻されない"),
        new(
            "Containers that run and a page that loads prove nothing: success is a state that is read back, not a command that ended.",
            "コンテナーが動きページが表示されても何の証明にもなりません。成功とはコマンドの終了ではなく、読み戻して確かめた状態です。"));

    /// <summary>HOP116.</summary>
    public static readonly Rule CheckedBeforeStart = Rule.Error(
        "HOP116",
        new("The new version is checked before it runs", "新しいバージョンが起動する前に確認される"),
        new(
            "The check asks the old version or nobody at all: it fails or waits for what cannot come.",
            "確認の相手は旧バージョンか、誰もいない状態です。失敗するか、来るはずのないものを待ち続けます。"));

    /// <summary>HOP117.</summary>
    public static readonly Rule CopyNeverVerified = Rule.Warning(
        "HOP117",
        new("A backup takes a copy and never verifies it", "バックアップのコピーが一度も検証されない"),
        new(
            "That a file is there and a command ended with 0 proves nothing; an unverified copy is found out to be none on the day it is needed.",
            "ファイルがありコマンドが 0 で終わっても何の証明にもなりません。検証していないコピーは、必要になった日に使えないと分かります。"));

    /// <summary>HOP118.</summary>
    public static readonly Rule TrialLeftBehind = Rule.Warning(
        "HOP118",
        new("A trial is neither promoted nor discarded", "トライアルが昇格も破棄もされない"),
        new(
            "Its server and its volume stay on the engine: they take the space of a whole database, and hold its data where nobody looks after it.",
            "そのサーバーとボリュームがエンジンに残ります。データベース 1 つ分の容量を占め、誰も管理しない場所にデータが残ります。"));

    /// <summary>HOP119.</summary>
    public static readonly Rule RestoredBeforeReady = Rule.Error(
        "HOP119",
        new("A database is restored right after its server was started, without waiting until it is ready", "起動直後のサーバーに、準備完了を待たずにデータベースをリストアする"),
        new(
            "The bare command ends when the container is made, and on an empty volume the image runs a temporary server first and restarts it: a restore begun in between is cut off. A fixed time proves nothing, and a check over the socket meets the temporary server.",
            "コマンド自体はコンテナーができた時点で終わり、空のボリュームでは、イメージはまず一時的なサーバーを起動してから再起動します。その間に始めたリストアは途中で切れます。固定時間の待機は何の証明にもならず、ソケット経由の確認は一時サーバーに当たります。"));

    /// <summary>HOP120.</summary>
    public static readonly Rule NeverAccepted = Rule.Note(
        "HOP120",
        new("A hop puts data aside and never asks for acceptance", "ホップがデータを退避したまま承認を求めない"),
        new(
            "The way back stays open for ever, and with it the old data on the disk.",
            "元に戻す道が開いたままになり、古いデータもディスクに残り続けます。"));

    /// <summary>All of them, by id. An id is never used again, not even when its rule is gone.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        CheckedTooLate,
        NeverStartedAgain,
        StepAfterAccept,
        DeletedBeforeAccept,
        SwitchedWhileRunning,
        DumpedWithoutServer,
        UsedWhileStopped,
        SourceNeverSwitched,
        ImagesNeverPulled,
        TargetNeverChecked,
        SpaceNeverChecked,
        PulledAfterDataWasTaken,
        ImagesPrunedBeforeAccept,
        MigrationsNeverAwaited,
        VersionNeverVerified,
        CheckedBeforeStart,
        CopyNeverVerified,
        TrialLeftBehind,
        RestoredBeforeReady,
        NeverAccepted,
    ];
}
