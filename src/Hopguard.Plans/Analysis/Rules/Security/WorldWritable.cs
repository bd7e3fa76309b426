using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Security;

/// <summary>HOP407: files are made writable for everybody.</summary>
public sealed class WorldWritable : ShellRule
{
    // The last digit of a mode is that of everybody; the sticky bit of /tmp keeps people from each other's files.
    private static readonly Regex Open = new(@"\A([0246]?[0-7][0-7][2367]|[ugo]*[oa][ugo]*[+=][rx]*w[rwx]*)\z", RegexOptions.CultureInvariant);

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP407",
        new("Files are made writable for everybody", "ファイルが誰でも書き込めるようにされる"),
        new(
            "Every process of the host can change the data, and PostgreSQL refuses to start on such a folder.",
            "ホストのどのプロセスからもデータを変更できるようになり、PostgreSQL はそのようなフォルダーでは起動しません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => line.Commands
        .Select(Mode)
        .Where(word => word is not null)
        .Select(word => At(
            word!.Place,
            new(
                $"Mode '{word}' lets everybody write; give the files to the user who needs them",
                $"モード '{word}' では誰でも書き込めます。必要とするユーザーを所有者にしてください")));

    /// <summary>The mode with which a command opens files to everybody.</summary>
    internal static ShellWord? Mode(ShellCommand command)
    {
        if (command.Runs("chmod") is not { } chmod)
            return null;

        var mode = command.Words.Skip(command.Words.IndexOf(chmod) + 1).FirstOrDefault(word => !word.IsOption);
        return mode is not null && Open.IsMatch(mode.Text) ? mode : null;
    }
}
