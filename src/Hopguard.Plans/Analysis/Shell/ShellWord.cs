using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Shell;

/// <summary>One word of a command: quotes are gone, what the shell would expand is kept as written.</summary>
/// <param name="Text">The word.</param>
/// <param name="Place">Where it stands; the whole line where that cannot be told to the character.</param>
public sealed record ShellWord(string Text, SourcePlace Place)
{
    /// <summary>Whether the shell puts something else in the place of a part of it: a variable, or the output of a command.</summary>
    public bool HasExpansion { get; init; }

    /// <summary>What runs inside it: <c>$(…)</c>, backquotes, <c>&lt;(…)</c>.</summary>
    public ImmutableArray<ShellPipeline> Substitutions { get; init; } = [];

    /// <summary>The last part of a path: <c>/usr/bin/psql</c> is <c>psql</c>.</summary>
    public string Program => Text.Substring(Text.LastIndexOf('/') + 1);

    /// <summary>Whether it begins with a dash and says more than that.</summary>
    public bool IsOption => Text.Length > 1 && Text[0] == '-';

    /// <summary>Whether it is the option, alone (<c>-k</c>), with a value (<c>--timeout=5m</c>) or in a cluster of short ones (<c>-fsSLk</c>).</summary>
    public bool IsOptionOf(string name)
    {
        if (Text == name)
            return true;

        if (name.StartsWith("--", StringComparison.Ordinal))
            return Text.StartsWith(name + "=", StringComparison.Ordinal);

        return Text.Length > 2 && Text[0] == '-' && Text[1] != '-' && Text.Skip(1).All(char.IsLetter) && Text.IndexOf(name[1]) > 0;
    }

    /// <inheritdoc />
    public override string ToString() => Text;
}
