using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Hopguard.Plans.Analysis.Shell;

/// <summary>Puts words, redirections and separators together into pipelines.</summary>
internal sealed class ShellListBuilder
{
    private static readonly string[] Reserved = ["if", "then", "elif", "else", "fi", "while", "until", "do", "done", "{", "}", "!", "time"];

    // Programs that only start another one, with the letters of their options whose value can be a word of its own.
    private static readonly Dictionary<string, string> Wrappers = new(StringComparer.Ordinal)
    {
        ["sudo"] = "ughpCDRTrtU",
        ["env"] = "uC",
        ["nice"] = "n",
        ["exec"] = "a",
        ["nohup"] = string.Empty,
        ["command"] = string.Empty,
    };

    private static readonly string[] LongValues =
        ["--user", "--group", "--prompt", "--host", "--chdir", "--chroot", "--command-timeout", "--role", "--type", "--other-user", "--close-from", "--unset", "--adjustment"];

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
        while (IsWrapper(at))
            assignments.AddRange(Unwrap(ref at));

        _commands.Add(new ShellCommand([.. leads.Select(word => word.Text)], [.. assignments], [.. _words.Skip(at)], _redirections.ToImmutable()));
        _words.Clear();
        _redirections.Clear();
    }

    // One that starts nothing, or looks a program up, is a command of its own; so is 'env -S', whose value is a line in itself.
    private bool IsWrapper(int at)
    {
        if (at >= _words.Count || !Wrappers.ContainsKey(_words[at].Text))
            return false;

        var wrapper = at;
        Unwrap(ref at);
        var options = _words.GetRange(wrapper, at - wrapper).Where(word => word.IsOption).Select(word => word.Text);
        return at < _words.Count && _words[wrapper].Text switch
        {
            "command" => !options.Any(option => option is "-v" or "-V"),
            "env" => !options.Any(option => option.IndexOf('S') > 0 || option.StartsWith("--split", StringComparison.Ordinal)),
            _ => true,
        };
    }

    private List<ShellWord> Unwrap(ref int at)
    {
        var valued = Wrappers[_words[at].Text];
        at++;
        while (at < _words.Count && _words[at].IsOption)
            at += TakesNext(_words[at].Text, valued) && at + 1 < _words.Count ? 2 : 1;

        return TakeWhile(ref at, IsAssignment);
    }

    // In a cluster, what follows a letter with a value is the value.
    private static bool TakesNext(string option, string valued)
    {
        if (option.StartsWith("--", StringComparison.Ordinal))
            return LongValues.Contains(option, StringComparer.Ordinal);

        var first = option.IndexOfAny(valued.ToCharArray(), 1);
        return first == option.Length - 1;
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
