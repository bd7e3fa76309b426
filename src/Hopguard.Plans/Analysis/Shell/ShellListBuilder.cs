using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Hopguard.Plans.Analysis.Shell;

/// <summary>Puts words, redirections and separators together into pipelines.</summary>
internal sealed class ShellListBuilder
{
    private static readonly string[] Reserved = ["if", "then", "elif", "else", "fi", "while", "until", "do", "done", "{", "}", "!", "time"];
    private static readonly string[] Wrappers = ["sudo", "nohup", "exec", "command", "env", "nice"];
    private static readonly string[] WrapperValues = ["-u", "-g", "-n", "--user", "--group"];
    private static readonly Regex Assignment = new(@"\A[A-Za-z_][A-Za-z0-9_]*\+?=", RegexOptions.CultureInvariant);
    private readonly ImmutableArray<ShellPipeline>.Builder _pipelines = ImmutableArray.CreateBuilder<ShellPipeline>();
    private readonly ImmutableArray<ShellCommand>.Builder _commands = ImmutableArray.CreateBuilder<ShellCommand>();
    private readonly List<ShellWord> _words = [];
    private readonly ImmutableArray<ShellRedirection>.Builder _redirections = ImmutableArray.CreateBuilder<ShellRedirection>();

    public void Add(ShellWord word) => _words.Add(word);

    public void Add(ShellRedirection redirection) => _redirections.Add(redirection);

    public void Separate(string separator)
    {
        EndCommand();
        if (separator is not ("|" or "|&"))
            EndPipeline(separator);
    }

    public ImmutableArray<ShellPipeline> End()
    {
        EndCommand();
        EndPipeline(string.Empty);
        return _pipelines.ToImmutable();
    }

    private void EndPipeline(string follow)
    {
        if (_commands.Count > 0)
            _pipelines.Add(new ShellPipeline(_commands.ToImmutable(), follow));

        _commands.Clear();
    }

    private void EndCommand()
    {
        if (_words.Count == 0 && _redirections.Count == 0)
            return;

        var at = 0;
        var leads = TakeWhile(ref at, word => Reserved.Contains(word.Text, StringComparer.Ordinal));
        var assignments = TakeWhile(ref at, IsAssignment).ToList();
        while (at < _words.Count && Wrappers.Contains(_words[at].Text, StringComparer.Ordinal))
            assignments.AddRange(Unwrap(ref at));

        _commands.Add(new ShellCommand([.. leads.Select(word => word.Text)], [.. assignments], [.. _words.Skip(at)], _redirections.ToImmutable()));
        _words.Clear();
        _redirections.Clear();
    }

    private List<ShellWord> Unwrap(ref int at)
    {
        at++;
        while (at < _words.Count && _words[at].IsOption)
            at += WrapperValues.Contains(_words[at].Text, StringComparer.Ordinal) && at + 1 < _words.Count ? 2 : 1;

        return TakeWhile(ref at, IsAssignment);
    }

    private List<ShellWord> TakeWhile(ref int at, Func<ShellWord, bool> condition)
    {
        var start = at;
        while (at < _words.Count && condition(_words[at]))
            at++;

        return _words.GetRange(start, at - start);
    }

    private static bool IsAssignment(ShellWord word) => Assignment.IsMatch(word.Text);
}
