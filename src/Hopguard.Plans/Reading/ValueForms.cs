using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Judges texts by their form.</summary>
public static class ValueForms
{
    private const int LongestText = 2_000;

    /// <summary>The pattern that the whole text has to match, in what .NET and ECMAScript have in common: the schema says it too.</summary>
    public static string Pattern(ValueForm form) => form switch
    {
        ValueForm.Name => "(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._-]{0,62}",
        ValueForm.TargetName => "(?=.{1,63}$)[a-z][a-z0-9]*(-[a-z0-9]+)*",
        ValueForm.RelativePath => "(?!(.*/)?\\.\\.?(/|$))[A-Za-z0-9._@+-]+(/[A-Za-z0-9._@+-]+)*",
        ValueForm.AbsolutePath => "(?!(.*/)\\.\\.?(/|$))(/[A-Za-z0-9._@+-]+)+/?",
        ValueForm.Sha256 => "[0-9A-Fa-f]{64}",
        ValueForm.PruneScope => "images|volumes|everything",
        ValueForm.ImageTag => "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@sha256:[0-9a-f]{64})?",
        ValueForm.Variable => "[A-Za-z_][A-Za-z0-9_]{0,127}",
        ValueForm.SettingValue => "[A-Za-z0-9_.,:/@%+=~^-]{1,500}",
        ValueForm.Query => "(?!.*(--|/\\*))[Ss][Ee][Ll][Ee][Cc][Tt] [^\\n;\\\\]{0,1993}",
        _ => "[^\\n]{1,2000}",
    };

    /// <summary>What is wrong with the text, as the end of a sentence that begins with it; null when nothing is.</summary>
    internal static Message? Problem(string text, ValueForm form) => text switch
    {
        "" => new("is empty; write a value", "は空です。値を書いてください"),
        { Length: > LongestText } => new($"is longer than {LongestText} characters; shorten it", $"は {LongestText} 文字を超えています。短くしてください"),
        _ when text.IndexOf('\n') >= 0 => new("spans several lines; write it on one", "は複数行にわたっています。1 行で書いてください"),
        _ when !ValueFormMatch.Matches(text, form) => Shape(form),
        _ => default(Message?),
    };

    private static Message Shape(ValueForm form) => form switch
    {
        ValueForm.Name => new(
            "is not a name; use letters, digits, '.', '_' and '-', at most 63",
            "は名前として使えません。英数字、'.'、'_'、'-' を 63 文字以内で使ってください"),
        ValueForm.TargetName => new(
            "is not a name in lower case; use letters, digits and single '-', beginning with a letter",
            "は小文字の名前ではありません。英小文字で始め、英小文字、数字、単独の '-' を使ってください"),
        ValueForm.RelativePath => new(
            "is not a relative path; name a file below the deployment's folder, without '..'",
            "は相対パスではありません。デプロイメントのフォルダー以下のファイルを '..' なしで指定してください"),
        ValueForm.AbsolutePath => new(
            "is not a path from the root; write one that begins with '/', without '..'",
            "はルートからのパスではありません。'/' で始まり '..' を含まないパスを書いてください"),
        ValueForm.Sha256 => new("is not a SHA-256; write 64 hexadecimal digits", "は SHA-256 ではありません。64 桁の 16 進数を書いてください"),
        ValueForm.PruneScope => new(
            "is not known; write 'images', 'volumes' or 'everything'",
            "は使えません。'images'、'volumes'、'everything' のいずれかを書いてください"),
        ValueForm.ImageTag => new("is no tag of an image; write one such as 1.3.0, or 1.3.0@sha256:…", "はイメージのタグではありません。1.3.0 または 1.3.0@sha256:… のように書いてください"),
        ValueForm.Variable => new("is no name of a variable; use letters, digits and '_'", "は変数名ではありません。英数字と '_' を使ってください"),
        ValueForm.SettingValue => new(
            "cannot stand in an environment file as it is; use letters, digits and any of _.,:/@%+=~^-",
            "は環境ファイルにそのまま書けません。英数字と _.,:/@%+=~^- を使ってください"),
        ValueForm.Query => new(
            "is no single query; write one that begins with SELECT, without ';', '\\' and comments",
            "は単独の問い合わせではありません。';'、'\\'、コメントを含まない SELECT 文を 1 つ書いてください"),
        _ => new("is no text; write one", "はテキストではありません。テキストを書いてください"),
    };
}
