using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Rules.Security;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP307: owner or mode of everything below a data folder is changed.</summary>
public sealed class RecursiveOwnership : ShellRule
{
    private static readonly Regex DataFolder = new(
        @"\A(/|/(var|data|srv|mnt|home)/?|/var/lib(/[^/]*)?/?|/var/lib/(docker|postgresql|kubelet)/.*|/mnt/.+|/home/django(/(data|keys))?/?)\z",
        RegexOptions.CultureInvariant);

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP307",
        new("Owner or mode of everything below a data folder is changed", "データフォルダー以下すべての所有者やモードが変更される"),
        new(
            "Databases refuse files of another owner or mode, and images differ in their numeric users; what was before is recorded nowhere.",
            "データベースは所有者やモードの異なるファイルを拒否し、数値ユーザーはイメージごとに異なります。変更前の値はどこにも残りません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace)
    {
        foreach (var command in line.Commands.Where(command => command.Runs("chown", "chmod", "chgrp") is not null && command.Option("-R", "--recursive") is not null))
        {
            // A mode that lets everybody write weighs more.
            if (WorldWritable.Mode(command) is null && command.Arguments.FirstOrDefault(word => DataFolder.IsMatch(word.Text)) is { } folder)
            {
                yield return At(
                    folder.Place,
                    new(
                        $"Owner or mode of everything below '{folder}' is changed; name the file that needs it, and let 'back-up-volumes' keep owners and modes",
                        $"'{folder}' 以下すべての所有者またはモードが変更されます。必要なファイルだけを指定し、所有者とモードの保存には 'back-up-volumes' を使ってください"));
            }
        }
    }
}
