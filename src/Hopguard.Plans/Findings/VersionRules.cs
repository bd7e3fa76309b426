using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>Mistakes about routes, versions and what differs between them.</summary>
public static class VersionRules
{
    /// <summary>HOP201.</summary>
    public static readonly Rule MajorChangedWithoutRestore = Rule.Error(
        "HOP201",
        new("PostgreSQL changes its major version and the data is not restored into the new one", "PostgreSQL のメジャーバージョンが変わるのに、データが新しいバージョンへリストアされない"),
        new(
            "A server of another major does not start on the files: people then delete the volume to get it running.",
            "メジャーバージョンの異なるサーバーは既存のデータファイルでは起動しません。起動させようとしてボリュームを削除する事故につながります。"));

    /// <summary>HOP202.</summary>
    public static readonly Rule UnknownOrDescendingRelease = Rule.Error(
        "HOP202",
        new("A hop starts from or leads to an unknown release, or does not lead upwards", "ホップの始点または終点が未知のリリースであるか、上位バージョンへ向かっていない"),
        new(
            "What a release needs is known from the application's file; old code on a newer schema corrupts data while it looks healthy.",
            "リリースに必要な情報はアプリケーションのファイルから得られます。新しいスキーマの上で古いコードを動かすと、正常に見えたままデータが壊れます。"));

    /// <summary>HOP203.</summary>
    public static readonly Rule AnotherVersionExpected = Rule.Error(
        "HOP203",
        new("The version that is checked at the end is not the one the hop leads to", "最後に確認するバージョンが、ホップの到達先と異なる"),
        new(
            "The check would fail on success, or pass on failure.",
            "成功しても確認に失敗するか、失敗しても確認を通過してしまいます。"));

    /// <summary>HOP204.</summary>
    public static readonly Rule WayEndsBeforeTheNewest = Rule.Warning(
        "HOP204",
        new("A hop leads to a version from which no hop leads on, although later hops exist", "ホップの到達先から先へ進むホップがなく、それより新しいホップだけが存在する"),
        new(
            "The chain has a gap: whoever takes this hop cannot reach the newer versions.",
            "ホップの連鎖に途切れがあります。このホップを実行した環境は、より新しいバージョンへ進めません。"));

    /// <summary>HOP205.</summary>
    public static readonly Rule MandatoryStopPassed = Rule.Error(
        "HOP205",
        new("A hop passes over a release that no upgrade may skip", "省略できないリリースを飛び越すホップになっている"),
        new(
            "That release changes something only while it runs itself; a version beyond it finds data that it cannot use.",
            "そのリリースは自身が稼働している間にだけデータを変換します。飛び越した先のバージョンは、そのデータを扱えません。"));

    /// <summary>HOP206.</summary>
    public static readonly Rule PostUpgradeMissing = Rule.Warning(
        "HOP206",
        new("A release on the way wants a command to be run once, and the plan does not run it", "途中のリリースが一度だけの実行を求めるコマンドを、プランが実行していない"),
        new(
            "Nothing fails at once: leftovers of the old version stay, or data stays in a place that the new version no longer reads.",
            "すぐに失敗するわけではありませんが、旧バージョンの残骸が残るか、新バージョンが参照しない場所にデータが取り残されます。"));

    /// <summary>HOP207.</summary>
    public static readonly Rule PostUpgradeTooEarly = Rule.Error(
        "HOP207",
        new("A command of a release runs before its migrations have finished, or in a service that does not run", "リリースの求めるコマンドが、マイグレーションの完了前に、または動いていないサービスで実行される"),
        new(
            "It works on the new version's tables and code; before they are there it fails, or works on half of the data.",
            "このコマンドは新バージョンのテーブルとコードを前提とします。揃う前に実行すると失敗するか、一部のデータだけを処理します。"));

    /// <summary>HOP208.</summary>
    public static readonly Rule ServiceNotInRelease = Rule.Error(
        "HOP208",
        new("A step names a service that the deployed release does not have", "配置中のリリースに存在しないサービスをステップが指定している"),
        new(
            "Services are renamed and removed between releases; the command fails there, after the deployment was stopped.",
            "サービスはリリース間で改名・廃止されます。デプロイメントを停止した後で、そのコマンドが失敗します。"));

    /// <summary>HOP209.</summary>
    public static readonly Rule TrialOfAnotherMajor = Rule.Warning(
        "HOP209",
        new("A copy is tried on a server of another major than the version that the hop leads to", "ホップの到達先と異なるメジャーバージョンのサーバーでコピーを検証している"),
        new(
            "It proves that the dump can be restored somewhere, but not on the server that will have to take it.",
            "どこかでリストアできることは示せても、実際に受け入れるサーバーでリストアできることは示せません。"));

    /// <summary>HOP210.</summary>
    public static readonly Rule ComposeFileUnusable = Rule.Error(
        "HOP210",
        new("A compose file that a release names is missing or cannot be read, or no release names it", "リリースが指定する Compose ファイルが存在しないか読めない、またはどのリリースからも指定されていない"),
        new(
            "Without it nothing can be said about images, volumes and ports of that release, and every check that needs it is silent.",
            "このファイルがないと、そのリリースのイメージ・ボリューム・ポートを検査できず、必要とする検査がすべて黙って省かれます。"));

    /// <summary>HOP211.</summary>
    public static readonly Rule ImageMajorDiffers = Rule.Error(
        "HOP211",
        new("The PostgreSQL image of a release's compose file has another major than the release says", "リリースの Compose ファイルの PostgreSQL イメージと、リリースに記載されたメジャーバージョンが異なる"),
        new(
            "Every judgement about dump and restore rests on that major; if it is wrong, the new server does not start on the data.",
            "ダンプとリストアの判断はすべてこのメジャーバージョンに基づきます。誤っていると、新しいサーバーがデータの上で起動しません。"));

    /// <summary>HOP212.</summary>
    public static readonly Rule ProjectNameChanges = Rule.Warning(
        "HOP212",
        new("The compose files of the two versions name different projects", "二つのバージョンの Compose ファイルでプロジェクト名が異なる"),
        new(
            "Volumes are called after the project: whoever starts the new version without naming the old project gets new, empty ones and a healthy, empty application.",
            "ボリューム名はプロジェクト名から決まります。旧プロジェクトを指定せずに新バージョンを起動すると、空のボリュームが新たに作られ、正常に見える空のアプリケーションになります。"));

    /// <summary>HOP213.</summary>
    public static readonly Rule VolumeUnknown = Rule.Error(
        "HOP213",
        new("A compose file has a named volume that is no store of the application", "Compose ファイルの名前付きボリュームが、アプリケーションのどのストアにも対応していない"),
        new(
            "What the application's file does not know is neither copied nor declared disposable, so no way back brings it back.",
            "アプリケーションのファイルにないボリュームは、コピーもされず破棄可能とも宣言されないため、ロールバックしても元に戻りません。"));

    /// <summary>HOP214.</summary>
    public static readonly Rule StoreVolumeMissing = Rule.Error(
        "HOP214",
        new("A release's compose files lack a store's volume, or the store's service does not mount it", "リリースの Compose ファイルにストアのボリュームがないか、ストアのサービスがマウントしていない"),
        new(
            "The service would start on a new, empty volume, or keep its data in the container, and look healthy.",
            "サービスは空の新しいボリュームで起動するか、コンテナー内にデータを持つことになり、正常に見えます。"));

    /// <summary>HOP215.</summary>
    public static readonly Rule DataPathWrong = Rule.Error(
        "HOP215",
        new("A PostgreSQL service mounts its volume where its image does not keep the data", "PostgreSQL サービスのボリュームが、イメージのデータ格納場所と異なる位置にマウントされている"),
        new(
            "Images up to 17 keep it in /var/lib/postgresql/data, later ones below /var/lib/postgresql; mounted elsewhere, the data goes into a volume without a name and with the container.",
            "17 までのイメージは /var/lib/postgresql/data に、それ以降は /var/lib/postgresql の下にデータを置きます。異なる位置にマウントすると、データは無名ボリュームに書かれ、コンテナーとともに失われます。"));

    /// <summary>HOP216.</summary>
    public static readonly Rule VolumeOptionsChange = Rule.Error(
        "HOP216",
        new("A store's volume has another driver, other options or another fixed name in the new version", "新バージョンでストアのボリュームのドライバー・オプション・固定名のいずれかが変わる"),
        new(
            "Compose does not change a volume that exists: it asks whether to delete and make it anew, or goes on with another, empty one.",
            "Compose は既存のボリュームを変更しません。削除して作り直すかを尋ねるか、別の空のボリュームを使って続行します。"));

    /// <summary>HOP217.</summary>
    public static readonly Rule ImageBaseChanges = Rule.Error(
        "HOP217",
        new("A database of the same major runs on another base system in the new version, on the old files", "同じメジャーバージョンのデータベースが、古いデータファイルのまま別のベースシステムで動く"),
        new(
            "Another C library sorts text differently: indexes then miss rows and accept duplicates, and nothing reports it.",
            "C ライブラリーが変わると文字列の並び順が変わります。インデックスは行を取りこぼし重複を受け入れますが、何も報告されません。"));

    /// <summary>HOP218.</summary>
    public static readonly Rule StoreImageFloating = Rule.Warning(
        "HOP218",
        new("The image of a store has no version", "ストアのイメージにバージョンが指定されていない"),
        new(
            "The next pull may bring another major that does not start on the data, or starts and changes it.",
            "次回の取得で別のメジャーバージョンになり、データの上で起動しないか、起動してデータを変えてしまうおそれがあります。"));

    /// <summary>HOP219.</summary>
    public static readonly Rule OverlayLowersImage = Rule.Warning(
        "HOP219",
        new("An overlay among the files that are started lowers the version of an image", "起動に使うファイルのうち、オーバーレイがイメージのバージョンを下げている"),
        new(
            "The newer version of the main file never runs, although everything else was made for it.",
            "ほかのすべてが新しいバージョンを前提としているのに、主ファイルの新しいイメージは動きません。"));

    /// <summary>HOP220.</summary>
    public static readonly Rule StorePortPublished = Rule.Warning(
        "HOP220",
        new("The files that are started publish a port of a store on every address of the host", "起動に使うファイルが、ストアのポートをホストの全アドレスに公開している"),
        new(
            "Whoever reaches the host reaches the data; writers that no plan knows may come from anywhere.",
            "ホストに届く者は誰でもデータに届きます。プランの知らない書き込みがどこからでも入り得ます。"));

    /// <summary>HOP221.</summary>
    public static readonly Rule PublishedWithTrust = Rule.Error(
        "HOP221",
        new("The files that are started publish a database that asks nobody for a password", "起動に使うファイルが、パスワードを求めないデータベースを公開している"),
        new(
            "Anybody who reaches the port is its superuser: such databases are found and emptied within hours.",
            "ポートに届く者は誰でも特権ユーザーになれます。このようなデータベースは数時間のうちに見つけられ、空にされます。"));

    /// <summary>HOP222.</summary>
    public static readonly Rule DevelopmentOverlay = Rule.Error(
        "HOP222",
        new("A compose file that is meant for development is among the files that are started", "開発用の Compose ファイルが、起動に使うファイルに含まれている"),
        new(
            "It publishes databases and runs debugging code on a machine that holds data.",
            "データを持つマシンでデータベースを公開し、デバッグ用のコードを動かすことになります。"));

    /// <summary>HOP223.</summary>
    public static readonly Rule RetaggedOntoUsedName = Rule.Error(
        "HOP223",
        new("An image is given a name under which the version before is started", "旧バージョンの起動に使われる名前が、別のイメージに付けられる"),
        new(
            "Going back to the old files then runs the new code: the way back looks complete and is none.",
            "旧ファイルへ戻しても新しいコードが動きます。ロールバックは完了したように見えて、実際には戻っていません。"));

    /// <summary>HOP224.</summary>
    public static readonly Rule VersionVariableSet = Rule.Warning(
        "HOP224",
        new("The variable that chooses the images' version is set", "イメージのバージョンを選ぶ変数が設定される"),
        new(
            "Left exported, it takes images from one release and compose files from another; compose files name their own version without it.",
            "設定されたまま残ると、イメージと Compose ファイルのリリースが食い違います。Compose ファイルは変数がなくても自分のバージョンを指定しています。"));

    /// <summary>HOP225.</summary>
    public static readonly Rule RequiredSettingUnlisted = Rule.Warning(
        "HOP225",
        new("A setting that the new version needs is not listed in the plan", "新バージョンに必要な設定がプランに記載されていない"),
        new(
            "Settings exported by hand are gone in the next session and in every job; what is listed is looked for before anything is stopped.",
            "手作業で設定した環境変数は、次のセッションや CI のジョブでは失われます。記載された設定は、何かを停止する前に確認されます。"));

    /// <summary>HOP226.</summary>
    public static readonly Rule DownFilesDiffer = Rule.Error(
        "HOP226",
        new("The version before is taken down with other compose files than it runs with", "旧バージョンが、稼働に使われているものとは異なる Compose ファイルで停止される"),
        new(
            "Services that those files do not know stay up with 'restart: always' and go on writing while the data moves.",
            "そのファイルにないサービスは 'restart: always' のまま残り、データの移動中も書き込みを続けます。"));

    /// <summary>HOP227.</summary>
    public static readonly Rule UpFilesDiffer = Rule.Warning(
        "HOP227",
        new("A step starts services with other compose files than the plan names", "プランに記載されたものとは異なる Compose ファイルでサービスを起動している"),
        new(
            "The checks were made for the files of the plan; containers from another set are recreated or orphaned by the next command.",
            "検査はプランに記載されたファイルに対して行われています。別の組み合わせで作られたコンテナーは、次のコマンドで作り直されるか孤立します。"));

    /// <summary>HOP228.</summary>
    public static readonly Rule ArchiveOfAnotherVersion = Rule.Error(
        "HOP228",
        new("The archive or tag that a hop brings is of another version than it leads to, or of none", "ホップが配置するアーカイブまたはタグが、到達先と異なるバージョンのもの、またはバージョンを示さないものである"),
        new(
            "Other code than the one that the plan was made and checked for would be deployed; what a branch holds changes from day to day.",
            "プランの対象として検査されたものとは別のコードが配置されます。ブランチの内容は日々変わります。"));

    /// <summary>HOP229.</summary>
    public static readonly Rule ServicesDifferFromCompose = Rule.Error(
        "HOP229",
        new("A release's compose files and its list of services differ", "リリースの Compose ファイルとサービス一覧が一致しない"),
        new(
            "A service that is not listed is neither stopped for the copy nor started again; one that is listed and does not exist fails the commands that name it.",
            "一覧にないサービスは、コピーのために停止されず、再び起動されることもありません。存在しないサービスを指定したコマンドは失敗します。"));

    /// <summary>HOP230.</summary>
    public static readonly Rule UndeclaredWriter = Rule.Error(
        "HOP230",
        new("A service mounts a store's volume for writing and is not declared as its writer", "サービスがストアのボリュームを書き込み可能でマウントしているのに、書き込み元として宣言されていない"),
        new(
            "It may write after the copy was taken, and nothing would call the copy stale.",
            "コピーの取得後に書き込まれる可能性がありますが、コピーが古くなったと判定されません。"));

    /// <summary>All of them, by id. An id is never used again, not even when its rule is gone.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        MajorChangedWithoutRestore,
        UnknownOrDescendingRelease,
        AnotherVersionExpected,
        WayEndsBeforeTheNewest,
        MandatoryStopPassed,
        PostUpgradeMissing,
        PostUpgradeTooEarly,
        ServiceNotInRelease,
        TrialOfAnotherMajor,
        ComposeFileUnusable,
        ImageMajorDiffers,
        ProjectNameChanges,
        VolumeUnknown,
        StoreVolumeMissing,
        DataPathWrong,
        VolumeOptionsChange,
        ImageBaseChanges,
        StoreImageFloating,
        OverlayLowersImage,
        StorePortPublished,
        PublishedWithTrust,
        DevelopmentOverlay,
        RetaggedOntoUsedName,
        VersionVariableSet,
        RequiredSettingUnlisted,
        DownFilesDiffer,
        UpFilesDiffer,
        ArchiveOfAnotherVersion,
        ServicesDifferFromCompose,
        UndeclaredWriter,
    ];
}
