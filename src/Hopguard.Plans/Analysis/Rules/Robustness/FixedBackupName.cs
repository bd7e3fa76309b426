using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP313: a backup is written under a name that a second run uses again.</summary>
public sealed class FixedBackupName : ShellRule
{
    private static readonly string[] Times = ["%s", "%H", "%T", "%N", "%I", "%R", "%c", "-Is", "-Im", "-In", "=seconds", "=minutes", "=ns"];

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP313",
        new("A backup is written under a name that a second run uses again", "バックアップのファイル名が次の実行でも同じになる"),
        new(
            "A re-run after a failure dumps a half-empty database over the good copy.",
            "失敗後の再実行では、空になりかけたデータベースのダンプが正常なコピーを上書きします。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => BackupFile.Of(line)
        // Where it is gone with the runner, its name no longer matters.
        .Where(file => !BackupFile.IsOnRunner(file.Text) && !IsUnique(file))
        .Select(file => At(
            file.Place,
            new(
                $"Backup {Quote.Of(file.Text)} is overwritten by the next run; put the run's number into the name, or use 'dump-database' or 'back-up-volumes', whose copies belong to one run",
                $"バックアップ {Quote.Of(file.Text)} は次の実行で上書きされます。名前に実行番号を入れるか、コピーが実行ごとに分かれる 'dump-database' や 'back-up-volumes' を使ってください")));

    // A date alone is the same all day long; a variable may be a number of the run.
    private static bool IsUnique(ShellWord file)
    {
        var dates = file.Substitutions.SelectMany(pipeline => pipeline.Commands).Where(command => command.Program == "date").ToList();
        return dates.Count == 0 ? file.HasExpansion : dates.Exists(HasTime) || WithoutSubstitutions(file).IndexOf('$') >= 0;
    }

    private static bool HasTime(ShellCommand date) =>
        !date.Arguments.Any() || date.Arguments.Any(word => Times.Any(form => word.Text.IndexOf(form, StringComparison.Ordinal) >= 0));

    private static string WithoutSubstitutions(ShellWord file)
    {
        var text = file.Text;
        for (var start = text.IndexOf("$(", StringComparison.Ordinal); start >= 0; start = text.IndexOf("$(", StringComparison.Ordinal))
        {
            var end = text.IndexOf(')', start);
            text = end < 0 ? text.Substring(0, start) : text.Remove(start, end - start + 1);
        }

        return text;
    }
}
