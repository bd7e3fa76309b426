using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>Mistakes that can lose data. They cannot be switched off, only accepted in the plan, beside the step, with a reason.</summary>
public static class DataSafetyRules
{
    /// <summary>HOP001.</summary>
    public static readonly Rule DestroyedWithoutCopy = Rule.Error(
        "HOP001",
        new("A store is removed, retired or overwritten without any copy of it", "コピーのないストアが削除、退避または上書きされる"),
        new(
            "The data exists nowhere else: a failure behind this step loses it for good.",
            "データはほかのどこにもなく、このステップより後で失敗すると完全に失われます。"));

    /// <summary>HOP002.</summary>
    public static readonly Rule DestroyedWithoutVerifiedCopy = Rule.Error(
        "HOP002",
        new("A store is removed, retired or overwritten although its copy was never verified", "検証されていないコピーしかないストアが削除、退避または上書きされる"),
        new(
            "A dump that was cut short restores with exit code 0 and without its rows or keys: only a copy that was restored and compared is a copy.",
            "途中で切れたダンプは、行やキーを欠いたまま終了コード 0 で復元されます。復元して照合したコピーだけがコピーです。"));

    /// <summary>HOP003.</summary>
    public static readonly Rule DestroyedWithStaleCopy = Rule.Error(
        "HOP003",
        new("A store is removed, retired or overwritten although its copy is stale", "コピーが古くなったストアが削除、退避または上書きされる"),
        new(
            "Writers ran after the copy was begun, so the last writes are in the store alone and go with it.",
            "コピーの開始後に書き込むサービスが動いていたため、最後の書き込みはストアにしかなく、一緒に失われます。"));

    /// <summary>HOP004.</summary>
    public static readonly Rule CoveredByCopyOfAnotherStore = Rule.Error(
        "HOP004",
        new("A copy of another store is named as cover or restored", "別のストアのコピーが裏付けまたは復元元に指定されている"),
        new(
            "A copy of something else proves nothing about the data that moves, and cannot bring it back.",
            "別のもののコピーは、移動するデータについて何も証明せず、そのデータを元に戻すこともできません。"));

    /// <summary>HOP005.</summary>
    public static readonly Rule UnverifiedTrialPromoted = Rule.Error(
        "HOP005",
        new("A trial becomes the store although it was never verified", "検証されていない試験用データベースがストアになる"),
        new(
            "A restore can end without an error and hold half of the rows; the trial must equal its source before it takes its place.",
            "復元はエラーなしに終わっても行の半分しか持たないことがあります。入れ替える前に元と等しいことを確かめる必要があります。"));

    /// <summary>HOP006.</summary>
    public static readonly Rule StartedOnUnreadyStore = Rule.Error(
        "HOP006",
        new("A service starts on a store that is empty or not verified yet", "空または未検証のストアの上でサービスが起動する"),
        new(
            "A server initialises an empty store anew and an application creates its tables in it: the old data is then shut out while everything looks healthy.",
            "サーバーは空のストアを新規に初期化し、アプリケーションはそこにテーブルを作ります。すべて正常に見えたまま、元のデータは入れなくなります。"));

    /// <summary>HOP007.</summary>
    public static readonly Rule CopyVerifiedByTheWrongThing = Rule.Error(
        "HOP007",
        new("A copy is verified by something that proves nothing about it", "コピーの証明にならないもので検証されている"),
        new(
            "A database dump is proved by restoring it, not by reading its bytes; and a trial proves only the copy that it was restored from.",
            "データベースのダンプは読み返すだけでは証明できず、復元して確かめます。試験用データベースが証明するのは、その復元元のコピーだけです。"));

    /// <summary>HOP008.</summary>
    public static readonly Rule StaleTrialPromoted = Rule.Error(
        "HOP008",
        new("What is promoted or restored was copied before the last writes", "最後の書き込みより前のコピーが昇格または復元される"),
        new(
            "It holds the state before those writes, so putting it in the store's place drops them.",
            "その書き込みより前の状態しか持たないため、ストアと入れ替えると書き込みが失われます。"));

    /// <summary>HOP009.</summary>
    public static readonly Rule PromotedOverData = Rule.Error(
        "HOP009",
        new("A trial is promoted into a store that still holds data, or into another store than its own", "データの残るストア、または別のストアへ試験用データベースが昇格される"),
        new(
            "Promotion fills an empty volume; what is in the way would be overwritten.",
            "昇格は空のボリュームを満たす操作です。残っているものは上書きされてしまいます。"));

    /// <summary>HOP010.</summary>
    public static readonly Rule MovedWhileInUse = Rule.Error(
        "HOP010",
        new("A store is removed, retired or replaced while a service that uses it runs", "使用中のストアが削除、退避または置き換えられる"),
        new(
            "Data that moves under a running service is torn apart.",
            "動いているサービスの下でデータを動かすと、整合性が失われます。"));

    /// <summary>HOP011.</summary>
    public static readonly Rule StoreNeverCopied = Rule.Error(
        "HOP011",
        new("A hop never copies a store that is not disposable", "破棄できないストアがホップの中で一度もコピーされない"),
        new(
            "Migrations of the new version change it; without a copy there is no way back.",
            "新しいバージョンの移行がストアを変更します。コピーがなければ元に戻せません。"));

    /// <summary>HOP012.</summary>
    public static readonly Rule WayBackLost = Rule.Error(
        "HOP012",
        new("From a step on, nothing holds what a store held in the version before", "あるステップから先、移行前のストアの内容がどこにも残らない"),
        new(
            "A kill or a failure there can neither go on safely nor return: the store's own volume has changed, nothing was put aside, and no verified and fresh copy exists.",
            "そこで中断または失敗すると、安全に続けることも戻ることもできません。ストア自身のボリュームは変更され、退避したものも、検証済みの新しいコピーもないためです。"));

    /// <summary>HOP013.</summary>
    public static readonly Rule RestoredOverData = Rule.Error(
        "HOP013",
        new("A copy is restored into a store that holds data", "データのあるストアにコピーが復元される"),
        new(
            "Rows that stand in the way are kept instead of those of the copy, and files that only the newer state has stay among the older ones.",
            "元からある行がコピーの行の代わりに残り、新しい状態にしかないファイルが古いファイルに混ざって残ります。"));

    /// <summary>HOP014.</summary>
    public static readonly Rule RestoreCannotBeRepeated = Rule.Error(
        "HOP014",
        new("A restore that is killed and begun again doubles what it restores", "中断後にやり直すと行が二重になる復元がある"),
        new(
            "Keys come last in a dump, so nothing refuses the rows of the second attempt: every row of the first one stands there twice.",
            "ダンプではキーが最後に作られるため、二度目の行を拒むものがなく、一度目に入った行がすべて二重になります。"));

    /// <summary>HOP015.</summary>
    public static readonly Rule RestoredPastErrors = Rule.Error(
        "HOP015",
        new("A restore goes on past errors", "エラーが起きても復元が続く"),
        new(
            "The first error means that something is missing; a restore that goes on ends with exit code 0 and a part of the rows.",
            "最初のエラーは何かが欠けた印です。そのまま続く復元は、一部の行だけで終了コード 0 になります。"));

    /// <summary>HOP016.</summary>
    public static readonly Rule RestoredIntoOlderMajor = Rule.Error(
        "HOP016",
        new("A dump is restored into an older PostgreSQL than it was taken from", "ダンプが取得元より古い PostgreSQL に復元される"),
        new(
            "An older server does not know all that a newer one writes into its dumps, and leaves out what it does not know.",
            "古いサーバーは新しいサーバーのダンプの内容をすべては解釈できず、解釈できないものを落とします。"));

    /// <summary>HOP017.</summary>
    public static readonly Rule CopyOfEmptiedStore = Rule.Error(
        "HOP017",
        new("A copy is taken of a store whose data was taken away before", "データが取り去られた後のストアからコピーが取られる"),
        new(
            "It is a copy of nothing that looks like the newest copy, and takes the place of the good one when somebody looks for that.",
            "中身のないコピーが最新のコピーに見え、必要なときに正しいコピーの代わりに選ばれてしまいます。"));

    /// <summary>HOP018.</summary>
    public static readonly Rule CopyKeptInWhatGoes = Rule.Error(
        "HOP018",
        new("A copy lies in a volume that is removed, retired or overwritten", "削除、退避または上書きされるボリュームの中にコピーが置かれている"),
        new(
            "A copy that goes with a volume is no copy when it is needed.",
            "ボリュームと一緒に失われるコピーは、必要なときに役に立ちません。"));

    /// <summary>HOP019.</summary>
    public static readonly Rule DumpedThroughTerminal = Rule.Error(
        "HOP019",
        new("A dump passes through a terminal", "ダンプが端末を経由する"),
        new(
            "In a job there is none, so the command fails and leaves an empty file; where there is one, it changes line ends and mixes messages into the dump.",
            "ジョブには端末がないためコマンドは失敗し、空のファイルが残ります。端末があれば改行が書き換えられ、メッセージがダンプに混ざります。"));

    /// <summary>HOP020.</summary>
    public static readonly Rule VolumesDeletedUnnamed = Rule.Error(
        "HOP020",
        new("Volumes are deleted without being named", "ボリュームが名指しされずに削除される"),
        new(
            "Such a clean-up takes whatever is unused or belongs to the project at that moment: the data of a stopped service, what was put aside, and what another application keeps.",
            "このような掃除は、その時点で使われていないものやプロジェクトに属するものをすべて消します。停止中のサービスのデータ、退避したもの、ほかのアプリケーションのものも含まれます。"));

    /// <summary>HOP021.</summary>
    public static readonly Rule VolumeNamedLiterally = Rule.Error(
        "HOP021",
        new("A volume is deleted or filled by a name that is written into the plan", "プランに書かれた名前でボリュームが削除または更新される"),
        new(
            "The name begins with the compose project, which differs between hosts: elsewhere the command hits another volume, or a new and empty one while the old files stay as they are.",
            "名前の先頭は compose プロジェクト名で、ホストごとに異なります。別のホストでは違うボリュームか新しい空のボリュームが対象になり、元のファイルはそのまま残ります。"));

    /// <summary>HOP022.</summary>
    public static readonly Rule FilesCopiedWhileWritten = Rule.Error(
        "HOP022",
        new("Files are copied while a service can write them", "サービスが書き込める間にファイルがコピーされる"),
        new(
            "Files of different moments end up in one archive, and a file that was being written is cut.",
            "異なる時点のファイルが一つのアーカイブに入り、書き込み中のファイルは途中で切れます。"));

    /// <summary>HOP023.</summary>
    public static readonly Rule StoresCopiedApart = Rule.Error(
        "HOP023",
        new("A database and its files are copied at different moments", "データベースとファイルが異なる時点でコピーされる"),
        new(
            "Rows refer to files: restored together, the two copies miss what was written between them.",
            "行はファイルを参照しています。二つのコピーを一緒に復元すると、その間に書き込まれたものが欠けます。"));

    /// <summary>HOP024.</summary>
    public static readonly Rule ProjectChanges = Rule.Error(
        "HOP024",
        new("Services start in another compose project, on another engine or on another folder than before", "サービスが以前と異なる compose プロジェクト、エンジンまたはフォルダーで起動する"),
        new(
            "Volumes are called after the project and lie on the engine: the application comes up healthy and empty, and the old containers are not seen any more.",
            "ボリュームの名前はプロジェクトで決まり、実体はエンジンにあります。アプリケーションは正常に、しかし空で起動し、古いコンテナーは見えなくなります。"));

    /// <summary>HOP025.</summary>
    public static readonly Rule ReversedWithoutCopy = Rule.Error(
        "HOP025",
        new("Migrations are taken back without a verified and fresh copy", "検証済みの新しいコピーなしに移行が取り消される"),
        new(
            "Taking a migration back drops its tables and columns with all that they hold, by design.",
            "移行の取り消しは、設計どおりにテーブルと列を中身ごと削除します。"));

    /// <summary>HOP026.</summary>
    public static readonly Rule ReversedOverOneWay = Rule.Error(
        "HOP026",
        new("Migrations are taken back over one that has no way back", "取り消せない移行を越えて移行が取り消される"),
        new(
            "The application stops half way, between two schemas that neither version understands.",
            "アプリケーションは途中で止まり、どちらのバージョンにも解釈できないスキーマが残ります。"));

    /// <summary>HOP027.</summary>
    public static readonly Rule OldCodeOnNewSchema = Rule.Error(
        "HOP027",
        new("An older release starts on data that a newer one has migrated", "新しいリリースの移行が済んだデータの上で古いリリースが起動する"),
        new(
            "It ignores migrations that it does not know and comes up healthy, and then fails or corrupts data at run time.",
            "知らない移行は無視されて正常に起動し、その後の動作中に失敗するか、データを壊します。"));

    /// <summary>HOP028.</summary>
    public static readonly Rule TouchedFilesUncovered = Rule.Error(
        "HOP028",
        new("Migrations change files of a store that has no verified and fresh copy", "検証済みの新しいコピーがないストアのファイルを移行が変更する"),
        new(
            "A way back that restores only the database finds the files of the new version; this counts even for a store that is disposable otherwise.",
            "データベースだけを戻しても、ファイルは新しいバージョンのままです。普段は破棄可能なストアにも当てはまります。"));

    /// <summary>HOP029.</summary>
    public static readonly Rule CommandNotUnderstood = Rule.Error(
        "HOP029",
        new("A command or a line of shell whose effect nobody has declared may change or destroy data", "働きが宣言されていないコマンドやシェルの行がデータを変更または破棄しうる"),
        new(
            "What a command does cannot be read from its words, so it counts as the worst that it could do where it runs: every store in its reach changed behind its copy, or gone.",
            "コマンドの働きは文字からは読み取れないため、実行される場所でできる最悪のことをすると見なします。届く範囲のストアはすべて、コピーの後で変更されるか、失われるおそれがあります。"));

    /// <summary>HOP030.</summary>
    public static readonly Rule CommandOnUnreadyStore = Rule.Error(
        "HOP030",
        new("A command works on a store that is empty or not verified yet, or leaves it empty", "コマンドが空または未検証のストアを使うか、ストアを空のままにする"),
        new(
            "It takes emptiness for the truth, begins anew in the store, or changes what nobody has compared with its copy yet; and what it empties the application fills with something else.",
            "コマンドは空の状態を正しいものとして扱うか、新規に書き始めるか、まだコピーと照合されていないものを変更します。空にされたストアには、アプリケーションが別の内容を入れてしまいます。"));

    /// <summary>HOP031.</summary>
    public static readonly Rule StartedFromAnotherTree = Rule.Error(
        "HOP031",
        new("Services start from the tree of another release than the hop leads to", "ホップの到達先と異なるリリースのツリーからサービスが起動する"),
        new(
            "Code of another release migrates the data to a schema that nobody planned for, and no copy or check of the plan was made for it.",
            "別のリリースのコードが、想定されていないスキーマへデータを移行します。プランのコピーも検証もそれに対応していません。"));

    /// <summary>All of them, by id. An id is never used again, not even when its rule is gone.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        DestroyedWithoutCopy,
        DestroyedWithoutVerifiedCopy,
        DestroyedWithStaleCopy,
        CoveredByCopyOfAnotherStore,
        UnverifiedTrialPromoted,
        StartedOnUnreadyStore,
        CopyVerifiedByTheWrongThing,
        StaleTrialPromoted,
        PromotedOverData,
        MovedWhileInUse,
        StoreNeverCopied,
        WayBackLost,
        RestoredOverData,
        RestoreCannotBeRepeated,
        RestoredPastErrors,
        RestoredIntoOlderMajor,
        CopyOfEmptiedStore,
        CopyKeptInWhatGoes,
        DumpedThroughTerminal,
        VolumesDeletedUnnamed,
        VolumeNamedLiterally,
        FilesCopiedWhileWritten,
        StoresCopiedApart,
        ProjectChanges,
        ReversedWithoutCopy,
        ReversedOverOneWay,
        OldCodeOnNewSchema,
        TouchedFilesUncovered,
        CommandNotUnderstood,
        CommandOnUnreadyStore,
        StartedFromAnotherTree,
    ];
}
