using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP210: a compose file that a release names is missing or cannot be read, or no release names it.</summary>
public sealed class ComposeFileUnusable : ApplicationRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP210",
        new("A compose file that a release names is missing or cannot be read, or no release names it", "リリースが指定する Compose ファイルが存在しないか読めない、またはどのリリースからも指定されていない"),
        new(
            "Without it nothing can be said about images, volumes and ports of that release, and every check that needs it is silent.",
            "このファイルがないと、そのリリースのイメージ・ボリューム・ポートを検査できず、必要とする検査がすべて黙って省かれます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Application application, ImmutableArray<Plan> plans)
    {
        foreach (var file in application.Releases.SelectMany(release => release.ComposeFacts).Where(file => file.Content is null))
            yield return file.Problem is { } problem ? Broken(file, problem) : Missing(file);

        foreach (var path in application.UnnamedComposeFiles)
        {
            yield return At(new SourcePlace(path, 0, 0, 1, 1, 1, 1), new(
                $"No release of '{application.Path}' names this file below 'compose'; name it under 'compose' of its release, or move it",
                $"'compose' 以下のこのファイルは '{application.Path}' のどのリリースからも指定されていません。該当リリースの 'compose' に追加するか、移動してください"));
        }
    }

    private Finding Missing(ComposeFile file) => At(file.Name.Place, new(
        $"Compose file '{file.Name}' does not exist below the application's folder; add it below the folder 'compose' with the ending '.yaml' or '.yml'",
        $"Compose ファイル '{file.Name}' がアプリケーションのフォルダーにありません。拡張子 '.yaml' または '.yml' を付けて 'compose' フォルダー以下に追加してください"));

    private Finding Broken(ComposeFile file, Finding problem) => At(
        file.Name.Place,
        new(
            $"Compose file '{file.Name}' cannot be read ({Other(file, problem)}line {problem.Place.Line}: {problem.Message.English}); mend it",
            $"Compose ファイル '{file.Name}' を読み取れません ({Other(file, problem)}{problem.Place.Line} 行目: {Translated(problem.Message)})。修正してください"),
        new RelatedPlace(problem.Place, problem.Message));

    // What it includes or extends.
    private static string Other(ComposeFile file, Finding problem) => problem.Place.Path == file.Path ? string.Empty : $"'{problem.Place.Path}', ";

    private static string Translated(Message message) => message.Japanese.Length > 0 ? message.Japanese : message.English;
}
