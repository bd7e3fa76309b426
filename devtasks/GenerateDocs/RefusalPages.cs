using System.Text;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Documents;
using Hopguard.Reporting.Languages;

namespace Hopguard.DevTasks.GenerateDocs;

/// <summary>
/// The pages of refusals, for people who look for what they were told. They come from the tables that a test of the engine holds to the source; what a refusal puts in is shown as
/// an ellipsis, and one that says nothing of its own is left out.
/// </summary>
internal static class RefusalPages
{
    private const string Tables = "tests/Hopguard.Engine.Tests/Model/";
    private const string Gap = "…";

    private static readonly Dictionary<string, Message> Ways = new(StringComparer.Ordinal)
    {
        ["repeat"] = new("Run the same command again when what it met is gone; roll back where it stays", "原因がなくなってから同じコマンドを再実行する。なくならない場合はロールバックする"),
        ["roll back"] = new("Roll back: that does without what is missing", "ロールバックする。足りないものがなくても戻せる"),
        ["mend the plan"] = new("Roll back, and use a plan without this mistake", "ロールバックし、この誤りのないプランを使う"),
        ["own"] = new("What the message says", "メッセージに示された操作を行う"),
        ["other Hopguard"] = new("Roll back with the Hopguard that began the run", "実行を始めた Hopguard でロールバックする"),
    };

    /// <summary>Both pages.</summary>
    /// <param name="read">The text of a file of the repository by its path; null when there is none.</param>
    public static IReadOnlyList<GeneratedDocument> Render(Func<string, string?> read) =>
    [
        new("docs/refusals.md", Page(read, Language.English, "[日本語](refusals.ja.md)", "Refusals",
            "What a step or a run may refuse or fail with, by its first words; `…` stands for names, numbers and what tools said. What to do stands behind every refusal as it is printed.",
            "| it says | you |")),
        new("docs/refusals.ja.md", Page(read, Language.Japanese, "[English](refusals.md)", "拒否の一覧",
            "ステップや実行が拒否または失敗するときの表示です。`…` には名前、数、ツールの出力が入ります。取るべき操作は、拒否のたびにその後ろに表示されます。",
            "| 表示 | 操作 |")),
    ];

    private static string Page(Func<string, string?> read, Language language, string other, string title, string about, string head)
    {
        var rows = Rows(read(Tables + "refusals.txt"), (remedy, phrases) => phrases[TextOf(remedy)] is var told && told.Any(char.IsLetter) ? told : Ways["own"].In(language), language)
            .Concat(Rows(read(Tables + "bare-refusals.txt"), (way, _) => Ways[way].In(language), language))
            .Distinct().OrderBy(row => row.TrimStart('|', ' ', '\'', '…'), StringComparer.Ordinal);
        return $"# {title}\n\n{other}\n\n<!-- Written by `./build.sh --target=GenerateDocs`. -->\n\n{about}\n\n{head}\n| --- | --- |\n{string.Concat(rows.Select(row => row + "\n"))}";
    }

    private static IEnumerable<string> Rows(string? table, Func<string, Phrases, string> remedy, Language language) =>
        from line in (table ?? string.Empty).Split('\n')
        where line.Length > 0 && line[0] != '#'
        let parts = line.Split(" <- ")
        let text = TextOf(parts[1])
        where text.Any(char.IsLetter)
        let phrases = Phrases.For(language)
        select $"| {Cell(phrases[text])} | {Cell(remedy(parts[0], phrases))} |";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);

    // The texts of an expression of C#, joined; everything that is computed becomes a gap.
    private static string TextOf(string expression)
    {
        var text = new StringBuilder();
        for (var i = 0; i < expression.Length; i++)
        {
            if (expression[i] == '"')
                i = AddLiteral(expression, i + 1, isInterpolated: i > 0 && expression[i - 1] == '$', text);
            else if (expression[i] is not ('$' or '+' or ' '))
                i = AddGap(text, EndOfTerm(expression, i));
        }

        return text.ToString();
    }

    private static int AddGap(StringBuilder text, int end)
    {
        if (!text.ToString().EndsWith(Gap, StringComparison.Ordinal))
            text.Append(Gap);

        return end;
    }

    private static int AddLiteral(string expression, int at, bool isInterpolated, StringBuilder text)
    {
        for (; at < expression.Length && expression[at] != '"'; at++)
        {
            if (expression[at] == '\\')
                text.Append(expression[++at] is 'n' ? '\n' : expression[at]);
            else if (isInterpolated && expression[at] is '{' && expression[at + 1] != '{')
                at = AddGap(text, EndOfHole(expression, at));
            else if (isInterpolated && expression[at] is '{' or '}')
                text.Append(expression[at++]);
            else
                text.Append(expression[at]);
        }

        return at;
    }

    private static int EndOfHole(string expression, int at)
    {
        for (var open = 0; at < expression.Length; at++)
        {
            if (expression[at] == '"')
                at = EndOfString(expression, at);
            else if (expression[at] is '{' or '}' && (open += expression[at] == '{' ? 1 : -1) == 0)
                break;
        }

        return at;
    }

    private static int EndOfTerm(string expression, int at)
    {
        for (var open = 0; at < expression.Length; at++)
        {
            if (expression[at] == '"')
                at = EndOfString(expression, at);
            else if (expression[at] is '(' or ')')
                open += expression[at] == '(' ? 1 : -1;
            else if (expression[at] == '+' && open == 0)
                break;
        }

        return at;
    }

    private static int EndOfString(string expression, int at)
    {
        for (at++; at < expression.Length && expression[at] != '"'; at++)
        {
            if (expression[at] == '\\')
                at++;
            else if (expression[at] == '{')
                at = EndOfHole(expression, at);
        }

        return at;
    }
}
