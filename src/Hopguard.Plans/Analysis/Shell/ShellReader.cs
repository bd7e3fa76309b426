using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Shell;

/// <summary>
/// Reads a line of shell into pipelines: words, quotes, pipes, redirections, substitutions. It executes and expands nothing, is content with any text, and takes one
/// pass: every character is looked at once.
/// </summary>
public sealed class ShellReader
{
    // Deeper than this, the rest of the text is left unread: nobody writes that, and the stack is finite.
    private const int Deepest = 8;
    private const char None = '\0';
    private readonly string _text;
    private readonly Func<int, int, SourcePlace> _place;
    private int _at;
    private int _depth;

    private ShellReader(string text, Func<int, int, SourcePlace> place)
    {
        _text = text;
        _place = place;
    }

    private char Current => At(_at);

    private char Next => At(_at + 1);

    /// <summary>Reads a line as it stands in a plan.</summary>
    public static ImmutableArray<ShellPipeline> Read(Name line) => new ShellReader(line, (start, length) => Within(line, start, length)).ReadList(None);

    /// <summary>Reads a script that is a word of another line.</summary>
    public static ImmutableArray<ShellPipeline> Read(ShellWord script) => new ShellReader(script.Text, (_, _) => script.Place).ReadList(None);

    // Characters of the line are characters of the file as long as YAML neither escapes nor folds any.
    private static SourcePlace Within(Name line, int start, int length)
    {
        var place = line.Place;
        var quotes = place.Length - line.Text.Length;
        if (place.Line != place.EndLine || quotes is not (0 or 2))
            return place;

        var shift = start + (quotes / 2);
        var column = place.Column + shift;
        return place with { Start = place.Start + shift, Length = length, Column = column, EndColumn = column + length };
    }

    private char At(int index) => index < _text.Length ? _text[index] : None;

    private ImmutableArray<ShellPipeline> ReadList(char close)
    {
        var list = new ShellListBuilder();
        var groups = 0;
        while (true)
        {
            while (char.IsWhiteSpace(Current))
                _at++;

            if (_at >= _text.Length || Current == '#')
            {
                _at = _text.Length;
                return list.End();
            }

            if (Current == close && (close != ')' || groups == 0))
            {
                _at++;
                return list.End();
            }

            groups += Current == '(' ? 1 : Current == ')' ? -1 : 0;
            if (ReadOperator() is { } separator)
                list.Separate(separator);
            else if (ReadRedirection(close) is { } redirection)
                list.Add(redirection);
            else
                list.Add(ReadWord(close));
        }
    }

    private string? ReadOperator()
    {
        switch (Current)
        {
            case '&' when Next == '>':
                return null;
            case '&' or '|' when Next == Current:
            case '|' when Next == '&':
                _at += 2;
                return _text.Substring(_at - 2, 2);
            case '&' or '|' or ';' or '(' or ')':
                return _text[_at++].ToString();
            default:
                return null;
        }
    }

    private ShellRedirection? ReadRedirection(char close)
    {
        var start = _at;
        while (char.IsDigit(Current))
            _at++;

        if (Current == '&' && Next == '>')
            _at++;

        if (Current is not ('<' or '>') || (Next == '(' && start == _at))
        {
            _at = start;
            return null;
        }

        var begin = _at++;
        while (Current is '<' or '>' or '&' or '|')
            _at++;

        var sign = _text.Substring(begin, _at - begin);
        while (char.IsWhiteSpace(Current))
            _at++;

        return new ShellRedirection(sign, ReadWord(close, needed: false)) { IsOfOutput = _text[start] is not '2' };
    }

    private ShellWord ReadWord(char close, bool needed = true)
    {
        var start = _at;
        var word = new ShellWordBuilder();
        // A process substitution begins like a redirection.
        if (Current is '<' or '>' && Next == '(')
            Substitute(word, 2, ')');

        while (_at < _text.Length && !char.IsWhiteSpace(Current) && Current is not ('|' or '&' or ';' or '(' or ')' or '<' or '>') && Current != close)
        {
            if (Current == '\'')
                ReadSingleQuoted(word);
            else if (Current == '$' && Next == '\'')
                ReadEscapeQuoted(word);
            else if (Current == '"')
                ReadDoubleQuoted(word);
            else
                ReadCharacter(word);
        }

        // A character that begins nothing is taken as it is: the reader always moves on.
        if (_at == start && needed)
            word.Text.Append(_text[_at++]);

        return word.Build(_place(start, _at - start));
    }

    private void ReadSingleQuoted(ShellWordBuilder word)
    {
        var end = _text.IndexOf('\'', _at + 1);
        if (end < 0)
        {
            word.Substitutions.Add(Unread(_at, 1));
            end = _text.Length;
        }

        word.Text.Append(_text, _at + 1, end - _at - 1);
        _at = Math.Min(end + 1, _text.Length);
    }

    private void ReadDoubleQuoted(ShellWordBuilder word)
    {
        var start = _at++;
        while (_at < _text.Length && Current != '"')
            ReadCharacter(word);

        if (_at == _text.Length)
            word.Substitutions.Add(Unread(start, 1));

        _at = Math.Min(_at + 1, _text.Length);
    }

    // $'…', in which a backslash keeps a quote from being the last.
    private void ReadEscapeQuoted(ShellWordBuilder word)
    {
        _at += 2;
        while (_at < _text.Length && Current != '\'')
        {
            var length = Current == '\\' && _at + 1 < _text.Length ? 2 : 1;
            word.Text.Append(_text, _at, length);
            _at += length;
        }

        _at = Math.Min(_at + 1, _text.Length);
    }

    private void ReadCharacter(ShellWordBuilder word)
    {
        switch (Current)
        {
            case '\\' when _at + 1 < _text.Length:
                // Between backquotes, it begins a substitution inside the substitution.
                if (Next == '`')
                    word.Substitutions.Add(Unread(_at, 2));
                word.Text.Append(Next);
                _at += 2;
                break;
            case '$' when Next == '(':
                Substitute(word, 2, ')');
                break;
            case '`':
                Substitute(word, 1, '`');
                break;
            case '$' when Next == '{':
                ReadBraces(word);
                break;
            default:
                word.HasExpansion |= Current == '$';
                word.Text.Append(Current);
                _at++;
                break;
        }
    }

    private void ReadBraces(ShellWordBuilder word)
    {
        word.HasExpansion = true;
        var open = 0;
        while (_at < _text.Length)
        {
            if (Current == '`' || (Current == '$' && Next == '('))
            {
                ReadCharacter(word);
                continue;
            }

            // Whether a quote in here is one depends on the quotes around.
            if (Current is '"' or '\'' or '\\')
                word.Substitutions.Add(Unread(_at, 1));

            open += Current == '{' ? 1 : Current == '}' ? -1 : 0;
            word.Text.Append(Current);
            _at++;
            if (open == 0 && _text[_at - 1] == '}')
                return;
        }
    }

    private void Substitute(ShellWordBuilder word, int opening, char close)
    {
        var start = _at;
        word.HasExpansion = true;
        _at = Math.Min(_at + opening, _text.Length);
        _depth++;
        if (_depth > Deepest)
        {
            word.Substitutions.Add(Unread(_at, _text.Length - _at));
            _at = _text.Length;
        }
        else if (_text[start] == '$' && Current == '(')
        {
            ReadArithmetic(word);
        }
        else
        {
            word.Substitutions.AddRange(ReadList(close));
        }

        _depth--;
        word.Text.Append(_text, start, _at - start);
    }

    // Numbers between double parentheses; where what they enclose ends before they do, the inner pair is a group of commands.
    private void ReadArithmetic(ShellWordBuilder word)
    {
        var start = _at;
        var inside = new ShellWordBuilder();
        var open = 1;
        while (_at < _text.Length && open > 0)
        {
            if (Current is not ('(' or ')'))
            {
                ReadCharacter(inside);
                continue;
            }

            open += Current == '(' ? 1 : -1;
            _at++;
            if (open == 1 && Current != ')')
                inside.Substitutions.Add(Unread(start, _at - start));
        }

        if (open > 0)
            inside.Substitutions.Add(Unread(start, 1));

        word.Substitutions.AddRange(inside.Substitutions);
    }

    // Text that is kept as the name of a program that nobody knows.
    private ShellPipeline Unread(int start, int length) => ShellPipeline.Unread(new ShellWord(_text.Substring(start, length), _place(start, length)));
}
