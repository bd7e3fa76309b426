using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace Hopguard.Plans.Reading;

/// <summary>
/// Reads the comments <c># hopguard: accept HOP105, HOP106 because …</c> on the lines of a step or of a key at the head of the plan, or on the lines directly above.
/// They are found by YAML's own scanner, so that such words inside a text are a text.
/// </summary>
internal sealed class ExceptionReader(string path, string text, MapNode root)
{
    private const string Word = "hopguard:";

    // Each is held against every step; what has more of them is no plan that anybody reviewed.
    private const int MostComments = 200;

    private static readonly Regex Form = new(
        "\\A\\s*hopguard:\\s*accept\\s+(?<rules>[^\\s,]+(\\s*,\\s*[^\\s,]+)*)(\\s+because(\\s+(?<reason>\\S.*))?)?\\s*\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly ExceptionTargets _targets = new(root, text);
    private readonly string[] _lines = text.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');
    private readonly ImmutableArray<PlanException>.Builder _exceptions = ImmutableArray.CreateBuilder<PlanException>();
    private readonly FindingSink _faults = new();

    /// <summary>The exceptions of a text whose nodes are read already.</summary>
    public static PlanExceptions Read(string path, string text, MapNode root)
    {
        if (text.IndexOf(Word, StringComparison.Ordinal) < 0)
            return PlanExceptions.None;

        var reader = new ExceptionReader(path, text, root);
        reader.ReadComments();
        return new PlanExceptions(reader._exceptions.ToImmutable(), reader._faults.ToImmutable());
    }

    private void ReadComments()
    {
        var tokens = new Scanner(new StringReader(text), skipComments: false);
        var comments = 0;
        while (comments <= MostComments && MoveNext(tokens))
        {
            if (tokens.Current is not Comment comment || !comment.Value.TrimStart().StartsWith(Word, StringComparison.Ordinal))
                continue;

            if (++comments > MostComments)
                RefuseRest(comment);
            else
                Read(comment);
        }
    }

    private bool MoveNext(Scanner tokens)
    {
        try
        {
            return tokens.MoveNext();
        }
        catch (Exception problem) when (problem is YamlException || ParserDefect.Is(problem))
        {
            // The same text has been read without its comments before; with them, the scanner trips over some that stand inside of brackets.
            var index = problem is YamlException yaml ? yaml.Start.Index : tokens.CurrentPosition.Index;
            _faults.Report(SyntaxRules.MalformedException, TextGate.At(path, text, (int)Math.Min(index, text.Length)), new(
                "Comments cannot be read from here on; write the exception on the line above the step",
                "ここから先のコメントを読み取れません。例外はステップの上の行に書いてください"));
            return false;
        }
    }

    private void RefuseRest(Comment comment) => _faults.Report(SyntaxRules.MalformedException, PlaceOf(comment, 0, Written((int)comment.Start.Index).Length), new(
        $"More than {MostComments} exceptions stand before this one; what is accepted so often is no exception, correct the plan",
        $"ここまでに例外が {MostComments} 個を超えています。これほど多く受け入れるものは例外とは言えません。プランを直してください"));

    private void Read(Comment comment)
    {
        // The scanner drops the blanks behind the sign; what offsets are counted in is the text itself.
        var written = Written((int)comment.Start.Index);
        var place = PlaceOf(comment, 0, written.Length);
        var form = Form.Match(written.Substring(1));
        if (!form.Success)
        {
            _faults.Report(SyntaxRules.MalformedException, place, new(
                "The comment is no exception; write '# hopguard: accept HOP105 because' and the reason",
                "コメントが例外の形になっていません。'# hopguard: accept HOP105 because' に続けて理由を書いてください"));
        }
        else if (!form.Groups["reason"].Success)
        {
            _faults.Report(SyntaxRules.ExceptionWithoutReason, place, new(
                $"Exception for {Quote.Of(form.Groups["rules"].Value)} has no reason; write 'because' and why this plan may do it",
                $"{Quote.Of(form.Groups["rules"].Value)} の例外に理由がありません。'because' に続けて、このプランで許される理由を書いてください"));
        }
        else if (_targets.At(SubjectLine((int)comment.Start.Line, (int)comment.Start.Column)) is { } target)
        {
            foreach (var rule in Regex.Split(form.Groups["rules"].Value, "\\s*,\\s*", RegexOptions.None, TimeSpan.FromSeconds(1)))
                Accept(rule, form.Groups["reason"].Value.TrimEnd(), PlaceOf(comment, written.IndexOf(rule, StringComparison.Ordinal), rule.Length), target);
        }
        else
        {
            _faults.Report(SyntaxRules.MalformedException, place, new(
                "The exception stands beside nothing; write it on the step's line or directly above",
                "例外の対象がありません。ステップと同じ行か、すぐ上の行に書いてください"));
        }
    }

    private string Written(int start)
    {
        var end = text.IndexOfAny(['\r', '\n'], start);
        return (end < 0 ? text.Substring(start) : text.Substring(start, end - start)).TrimEnd();
    }

    private void Accept(string rule, string reason, SourcePlace place, (int First, int Last) target)
    {
        var known = RuleList.All.FirstOrDefault(candidate => candidate.Id == rule);
        if (known is null)
        {
            _faults.Report(
                SyntaxRules.MalformedException,
                place,
                new Message($"The exception names the unknown rule {Quote.Of(rule)}", $"例外が指すルール {Quote.Of(rule)} はありません") + Suggestion.For(rule, RuleList.All.Select(candidate => candidate.Id)));
        }
        else if (known.Family == RuleFamily.Syntax)
        {
            _faults.Report(SyntaxRules.MalformedException, place, new(
                $"Rule '{rule}' is about what the file says and cannot be accepted; correct the file",
                $"ルール '{rule}' はファイルの記述そのものに関するもので、受け入れられません。ファイルを直してください"));
        }
        else
        {
            _exceptions.Add(new PlanException(rule, reason, place, target.First, target.Last));
        }
    }

    // A comment behind something belongs to its own line, one that fills a line to what stands below it.
    private int SubjectLine(int line, int column)
    {
        if (_lines[line - 1].Substring(0, column - 1).Trim().Length > 0)
            return line;

        while (line <= _lines.Length && _lines[line - 1].TrimStart().StartsWith("#", StringComparison.Ordinal))
            line++;

        return line <= _lines.Length && _lines[line - 1].Trim().Length > 0 ? line : 0;
    }

    private SourcePlace PlaceOf(Comment comment, int offset, int length)
    {
        var (line, column) = ((int)comment.Start.Line, (int)comment.Start.Column + offset);
        return new SourcePlace(path, (int)comment.Start.Index + offset, length, line, column, line, column + length);
    }
}
