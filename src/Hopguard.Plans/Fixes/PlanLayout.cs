using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Fixes;

/// <summary>
/// A plan's text cut into its steps, so that one can be moved without a character of it changing. A step takes along the comment lines directly above it; blank
/// lines and other comments stay where they are.
/// </summary>
internal sealed class PlanLayout
{
    private readonly ImmutableArray<string> _lines;
    private readonly ImmutableArray<(int Begin, int End)> _steps;

    private PlanLayout(ImmutableArray<string> lines, ImmutableArray<(int Begin, int End)> steps, string indent)
    {
        _lines = lines;
        _steps = steps;
        Indent = indent;
        NewLine = lines[0].EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : lines[0].EndsWith("\r", StringComparison.Ordinal) ? "\r" : "\n";
    }

    /// <summary>What stands before the dash of a step.</summary>
    public string Indent { get; }

    /// <summary>How lines end.</summary>
    public string NewLine { get; }

    /// <summary>The layout; null where steps do not begin on lines of their own.</summary>
    public static PlanLayout? Of(string text, Plan plan)
    {
        var lines = Split(text);
        var starts = plan.Steps.Select(step => step.Place.Line - 1).ToList();
        if (plan.Steps.Any(step => !BeginsItsLine(lines[step.Place.Line - 1], step.Place.Column - 1)) || starts.Distinct().Count() != starts.Count || starts.Count == 0)
            return null;

        var indent = lines[starts[0]].Substring(0, lines[starts[0]].IndexOf('-'));
        var steps = ImmutableArray.CreateBuilder<(int, int)>();
        var free = 0;
        for (var i = 0; i < starts.Count; i++)
        {
            var begin = starts[i];
            while (begin > free && IsComment(lines[begin - 1], indent.Length))
                begin--;

            free = EndOf(lines, starts[i], i + 1 < starts.Count ? starts[i + 1] : lines.Length, indent.Length);
            steps.Add((begin, free));
        }

        return new PlanLayout(lines, steps.ToImmutable(), indent);
    }

    /// <summary>The step that a line, counted from 1, belongs to; null for every other line.</summary>
    public int? StepAt(int line)
    {
        var index = _steps.TakeWhile(step => step.Begin < line).Count() - 1;
        return index >= 0 && line <= _steps[index].End ? index : null;
    }

    /// <summary>The text with a step at another place.</summary>
    public string Move(int step, Slot to) => Compose(moved: step, removed: null, at: to, inserted: Block(step));

    /// <summary>The text with more steps.</summary>
    /// <param name="at">Where.</param>
    /// <param name="steps">The steps, without indentation and dash.</param>
    public string Insert(Slot at, IEnumerable<string> steps) => Compose(moved: null, removed: null, at, steps.Select(step => $"{Indent}- {step}{NewLine}"));

    /// <summary>The text without a step.</summary>
    public string Remove(int step) => Compose(moved: null, removed: step, at: null, inserted: []);

    private string Compose(int? moved, int? removed, Slot? at, IEnumerable<string> inserted)
    {
        var result = new List<string>();
        var next = 0;
        for (var i = 0; i < _steps.Length; i++)
        {
            result.AddRange(Range(next, _steps[i].Begin));
            if (at is { IsBehind: false } before && before.Step == i)
                result.AddRange(inserted);
            if (i != moved && i != removed)
                result.AddRange(Block(i));
            if (at is { IsBehind: true } behind && behind.Step == i)
                result.AddRange(inserted);
            next = _steps[i].End;
        }

        result.AddRange(Range(next, _lines.Length));
        return Join(result);
    }

    // Only the very last line may lack its line end, whichever line that is now.
    private string Join(List<string> lines)
    {
        var text = string.Concat(lines.Select(line => IsEnded(line) ? line : line + NewLine));
        return IsEnded(_lines[_lines.Length - 1]) ? text : text.TrimEnd('\r', '\n');
    }

    private IEnumerable<string> Block(int step) => Range(_steps[step].Begin, _steps[step].End);

    private IEnumerable<string> Range(int begin, int end) => _lines.Skip(begin).Take(end - begin);

    private static bool IsEnded(string line) => line.EndsWith("\n", StringComparison.Ordinal) || line.EndsWith("\r", StringComparison.Ordinal);

    private static ImmutableArray<string> Split(string text)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var begin = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                lines.Add(text.Substring(begin, i + 1 - begin));
                begin = i + 1;
            }
        }

        if (begin < text.Length)
            lines.Add(text.Substring(begin));
        return lines.ToImmutable();
    }

    private static bool BeginsItsLine(string line, int column)
    {
        var before = line.Substring(0, column).Trim();
        return before == "-";
    }

    // A line further in belongs to the step above it: it may even be part of a text that only looks like a comment.
    private static bool IsComment(string line, int indent) => line.TrimStart().StartsWith("#", StringComparison.Ordinal) && IndentOf(line) <= indent;

    private static int EndOf(ImmutableArray<string> lines, int start, int limit, int indent)
    {
        var end = start + 1;
        for (var i = start + 1; i < limit; i++)
        {
            if (lines[i].Trim().Length == 0 || IsComment(lines[i], indent))
                continue;
            if (IndentOf(lines[i]) <= indent)
                break;
            end = i + 1;
        }

        return end;
    }

    private static int IndentOf(string line) => line.Length - line.TrimStart(' ').Length;
}
