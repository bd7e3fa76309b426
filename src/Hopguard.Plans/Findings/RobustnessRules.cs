using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>What works on a good day only.</summary>
public static class RobustnessRules
{
    /// <summary>HOP301.</summary>
    public static readonly Rule SettingOnlyInShell = Rule.Warning(
        "HOP301",
        new("A setting of the application exists only as a variable of the shell", "アプリケーションの設定がシェル変数としてしか存在しない"),
        new(
            "It is gone with the session or the CI job: the next start, a reboot or a re-run brings the application up without it.",
            "セッションや CI ジョブの終了とともに消えます。次の起動・再起動・再実行では、その設定なしでアプリケーションが立ち上がります。"));

    /// <summary>HOP302.</summary>
    public static readonly Rule FixedWait = Rule.Warning(
        "HOP302",
        new("A fixed time is waited instead of a state", "状態ではなく固定時間を待つ"),
        new(
            "The time is too short on the day that counts and too long on all others; what was waited for is not looked at.",
            "肝心な日には短すぎ、それ以外の日には長すぎます。待っていた状態そのものは確認されません。"));

    /// <summary>HOP303.</summary>
    public static readonly Rule PipeHidesFailure = Rule.Warning(
        "HOP303",
        new("A pipe hides the failure of the command that matters", "パイプが重要なコマンドの失敗を隠す"),
        new(
            "The status of a pipe is that of its last command: a dump that fails leaves an empty archive and a success.",
            "パイプの終了ステータスは最後のコマンドのものです。ダンプが失敗しても、空のアーカイブと「成功」が残ります。"));

    /// <summary>HOP304.</summary>
    public static readonly Rule TerminalAsked = Rule.Error(
        "HOP304",
        new("A command asks for a terminal, which a CI job does not have", "CI ジョブにはない端末をコマンドが要求する"),
        new(
            "Without a terminal the engine refuses the command; with one, every line end of its output is changed.",
            "端末がなければエンジンはコマンドを拒否し、端末があれば出力の改行がすべて書き換えられます。"));

    /// <summary>HOP305.</summary>
    public static readonly Rule PromptHangs = Rule.Error(
        "HOP305",
        new("A command asks a question that nobody answers in a CI job", "CI ジョブでは誰も答えない質問をコマンドがする"),
        new(
            "The job hangs until its time-out kills it, in whatever state the deployment is then.",
            "タイムアウトで強制終了されるまでジョブは止まり、環境はその時点の状態のまま残されます。"));

    /// <summary>HOP306.</summary>
    public static readonly Rule HostWideCommand = Rule.Error(
        "HOP306",
        new("A command acts on everything on the host, not only on this application", "コマンドがこのアプリケーションだけでなくホスト全体に作用する"),
        new(
            "Containers, images and volumes of other applications go too, and nothing in this plan brings them back.",
            "他のアプリケーションのコンテナー・イメージ・ボリュームも巻き込まれ、このプランでは元に戻せません。"));

    /// <summary>HOP307.</summary>
    public static readonly Rule RecursiveOwnership = Rule.Warning(
        "HOP307",
        new("Owner or mode of everything below a data folder is changed", "データフォルダー以下すべての所有者やモードが変更される"),
        new(
            "Databases refuse files of another owner or mode, and images differ in their numeric users; what was before is recorded nowhere.",
            "データベースは所有者やモードの異なるファイルを拒否し、数値ユーザーはイメージごとに異なります。変更前の値はどこにも残りません。"));

    /// <summary>HOP308.</summary>
    public static readonly Rule EverythingAnsweredYes = Rule.Error(
        "HOP308",
        new("Every question of compose is answered with yes", "compose のすべての質問に自動で「はい」と答える"),
        new(
            "One of the questions is whether a volume whose definition changed may be made anew, which deletes what it holds.",
            "その質問の中には、定義の変わったボリュームを作り直してよいかというものがあり、「はい」と答えると中身が削除されます。"));

    /// <summary>HOP309.</summary>
    public static readonly Rule JudgedByText = Rule.Warning(
        "HOP309",
        new("Success is judged by a printed text", "出力された文字列で成功を判断する"),
        new(
            "Tools print that they succeeded after a failure, and change their wording; a log still holds the line of the last time.",
            "ツールは失敗の後でも成功と表示することがあり、文言も変わります。ログには前回の行が残っています。"));

    /// <summary>HOP310.</summary>
    public static readonly Rule LoopWithoutLimit = Rule.Warning(
        "HOP310",
        new("A loop waits for a state without a limit", "状態を待つループに上限がない"),
        new(
            "When the state never comes, as after a crash or with a missing image, the job waits until it is killed.",
            "クラッシュやイメージの不足などでその状態にならないと、ジョブは強制終了されるまで待ち続けます。"));

    /// <summary>HOP311.</summary>
    public static readonly Rule MigrationUnderTimeout = Rule.Warning(
        "HOP311",
        new("A time-out can kill running migrations", "実行中のマイグレーションがタイムアウトで強制終了されうる"),
        new(
            "A migration that is killed leaves its changes of files, and the sequence of migrations, half done.",
            "強制終了されたマイグレーションは、ファイルの変更や一連のマイグレーションを途中のまま残します。"));

    /// <summary>HOP312.</summary>
    public static readonly Rule SpaceFactorTooSmall = Rule.Warning(
        "HOP312",
        new("The space check asks for less than the size of what is copied", "空き容量の確認がコピー対象より小さい容量しか求めない"),
        new(
            "A copy can be as large as what it copies: the check passes and the disk fills up all the same.",
            "コピーは元と同じ大きさになりえます。確認は通っても、ディスクは満杯になります。"));

    /// <summary>HOP313.</summary>
    public static readonly Rule FixedBackupName = Rule.Warning(
        "HOP313",
        new("A backup is written under a name that a second run uses again", "バックアップのファイル名が次の実行でも同じになる"),
        new(
            "A re-run after a failure dumps a half-empty database over the good copy.",
            "失敗後の再実行では、空になりかけたデータベースのダンプが正常なコピーを上書きします。"));

    /// <summary>HOP314.</summary>
    public static readonly Rule BackupOnRunner = Rule.Warning(
        "HOP314",
        new("A backup is kept in a folder that is gone with the CI job", "バックアップが CI ジョブとともに消えるフォルダーに置かれる"),
        new(
            "When the job ends or dies, the only copy goes with its runner.",
            "ジョブが終了または異常終了すると、唯一のコピーもランナーとともに消えます。"));

    /// <summary>HOP315.</summary>
    public static readonly Rule TypedStepExists = Rule.Note(
        "HOP315",
        new("A line of shell does what a step of its own does", "専用のステップがある処理をシェルの行で行っている"),
        new(
            "The analysis follows steps, not programs: of what the line stops, copies or removes it knows only what is declared, and other rules see no more of it.",
            "解析が追うのはステップであり、プログラムではありません。その行が停止・コピー・削除するものについては宣言されたことしか分からず、他の規則からも見えません。"));

    /// <summary>HOP316.</summary>
    public static readonly Rule NewDatabaseSettingChanged = Rule.Error(
        "HOP316",
        new("A setting that a database reads only when it is made is changed for one that exists", "作成時にしか読まれないデータベースの設定が、既存のデータベースに対して変更される"),
        new(
            "The server goes on with the old password, user or name while the application comes with the new one and is refused; people then delete the volume to get in.",
            "サーバーは古いパスワード、ユーザー、データベース名のまま動き、新しい値を使うアプリケーションは拒否されます。接続しようとしてボリュームを削除する事故につながります。"));

    /// <summary>All of them, by id. An id is never used again, not even when its rule is gone.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        SettingOnlyInShell,
        FixedWait,
        PipeHidesFailure,
        TerminalAsked,
        PromptHangs,
        HostWideCommand,
        RecursiveOwnership,
        EverythingAnsweredYes,
        JudgedByText,
        LoopWithoutLimit,
        MigrationUnderTimeout,
        SpaceFactorTooSmall,
        FixedBackupName,
        BackupOnRunner,
        TypedStepExists,
        NewDatabaseSettingChanged,
    ];
}
