namespace Hopguard.Plans.Findings;

/// <summary>What keeps a file from being understood. An id is never used again, not even when its rule is gone.</summary>
public static class SyntaxRules
{
    /// <summary>HOP900.</summary>
    public static readonly Rule NoCodeForUnreadablePlan = Rule.Error(
        "HOP900",
        new("A plan cannot be read, so no code was made for it", "プランが読めないため、コードが生成されていません"),
        new("Tasks and names of the plan are missing from the compilation until its file can be read.", "ファイルが読めるようになるまで、そのプランのタスクと名前はコンパイルに含まれません。"));

    /// <summary>HOP901.</summary>
    public static readonly Rule MalformedYaml = Rule.Error(
        "HOP901",
        new("The file is not well-formed YAML in UTF-8", "ファイルが UTF-8 の正しい YAML ではない"),
        new("Nothing can be said about a plan that cannot be read.", "読めないプランについては何も判断できません。"));

    /// <summary>HOP902.</summary>
    public static readonly Rule ForbiddenYaml = Rule.Error(
        "HOP902",
        new("The file uses YAML that plans do without", "プランで使わない YAML の機能が使われている"),
        new("Anchors, aliases, tags, merge keys, several documents and deep nesting hide what a plan does, or are attacks on its reader.", "アンカー、エイリアス、タグ、マージキー、複数のドキュメント、深い入れ子は、プランの内容を隠すか、読み取り側への攻撃になります。"));

    /// <summary>HOP903.</summary>
    public static readonly Rule DuplicateKey = Rule.Error(
        "HOP903",
        new("A key is written twice", "キーが 2 回書かれている"),
        new("Only one of the two values could count, and readers disagree about which.", "有効になる値は片方だけで、どちらになるかは読み取り側によって異なります。"));

    /// <summary>HOP904.</summary>
    public static readonly Rule UnknownKey = Rule.Error(
        "HOP904",
        new("A key is not known here", "ここでは使えないキーがある"),
        new("A misspelt key would silently mean its default.", "綴りを誤ったキーは、気付かれないまま既定値として扱われてしまいます。"));

    /// <summary>HOP905.</summary>
    public static readonly Rule MissingKey = Rule.Error(
        "HOP905",
        new("A required key is missing", "必須のキーがない"),
        new("There is no safe default for it.", "安全な既定値がありません。"));

    /// <summary>HOP906.</summary>
    public static readonly Rule WrongValue = Rule.Error(
        "HOP906",
        new("A value is not of its key's type or out of its range", "値がキーの型に合わないか、範囲を外れている"),
        new("A plan means exactly what it says; values are never bent to fit.", "プランは書かれたとおりに解釈され、値が都合よく直されることはありません。"));

    /// <summary>HOP907.</summary>
    public static readonly Rule UnknownStep = Rule.Error(
        "HOP907",
        new("A step is of no known kind", "ステップの種類が存在しない"),
        new("A step that nobody can do cannot be part of a plan.", "実行できる者のいないステップは、プランに含められません。"));

    /// <summary>HOP908.</summary>
    public static readonly Rule UnresolvedReference = Rule.Error(
        "HOP908",
        new("A name refers to nothing, or to something of another kind", "名前の指すものがないか、種類が違う"),
        new("Stores and services come from the application's file, copies, trials and sources from earlier steps.", "ストアとサービスはアプリケーションのファイルに、コピー、試験用の復元先、ソースは前のステップに由来します。"));

    /// <summary>HOP909.</summary>
    public static readonly Rule DuplicateName = Rule.Error(
        "HOP909",
        new("A name is given twice", "名前が重複している"),
        new("Later steps, journals and evidence could not tell the two apart.", "後のステップ、ジャーナル、証拠で 2 つを区別できなくなります。"));

    /// <summary>HOP910.</summary>
    public static readonly Rule ApplicationMissing = Rule.Error(
        "HOP910",
        new("A plan has no application file, or names another application than the one beside it", "プランにアプリケーションのファイルがないか、別のアプリケーションを指している"),
        new("Services, stores and releases of a plan come from 'application.yaml' in the same folder.", "プランのサービス、ストア、リリースは、同じフォルダーの 'application.yaml' から読まれます。"));

    /// <summary>HOP911.</summary>
    public static readonly Rule ExceptionWithoutReason = Rule.Error(
        "HOP911",
        new("An exception has no reason", "例外に理由がない"),
        new("An exception is a decision that a reviewer has to follow; without a reason nobody can.", "例外はレビューする人が納得すべき判断です。理由がなければ誰にも判断できません。"));

    /// <summary>HOP912.</summary>
    public static readonly Rule UnusedException = Rule.Warning(
        "HOP912",
        new("An exception accepts nothing", "例外に該当する指摘がない"),
        new("It would silently accept the mistake when somebody makes it later.", "後で誰かがその誤りを犯したときに、気付かれないまま受け入れられてしまいます。"));

    /// <summary>HOP913.</summary>
    public static readonly Rule MalformedException = Rule.Error(
        "HOP913",
        new("A comment that begins with 'hopguard:' is no exception", "'hopguard:' で始まるコメントが例外になっていない"),
        new("Whoever wrote it believes that something is accepted, and nothing is.", "書いた人は受け入れられたと思っていても、実際には何も受け入れられていません。"));

    /// <summary>HOP914.</summary>
    public static readonly Rule SeverityFixed = Rule.Error(
        "HOP914",
        new("A severity is given to a rule whose severity is fixed", "重大度を変更できないルールに重大度が指定されている"),
        new("Whoever wrote it believes that findings of the rule no longer stop a plan, and they do.", "書いた人は指摘でプランが止まらなくなると思っていても、実際には止まります。"));

    /// <summary>HOP915.</summary>
    public static readonly Rule NotJudged = Rule.Error(
        "HOP915",
        new("What may be a plan is not judged", "プランかもしれないものが検査されていない"),
        new("Nothing is known about a plan that nobody reads, and silence would look like approval.", "読まれないプランについては何もわかりません。何も言わなければ、承認したように見えてしまいます。"));
}
