using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>A compose file that a release names, or why it cannot be used.</summary>
/// <param name="Name">The file as the application's file names it, relative to the application's folder.</param>
/// <param name="Path">The file, as findings shall name it.</param>
/// <param name="Content">What it says; null where it is missing or cannot be read.</param>
/// <param name="Problem">What is wrong with its text; null where nothing is, and where there is no such file.</param>
public sealed record ComposeFile(Name Name, string Path, ComposeProject? Content, Finding? Problem)
{
    /// <summary>The file's name without folder and ending: what makes <c>compose/2.3.0/docker-compose.yaml</c> the counterpart of a deployment's <c>docker-compose.yml</c>.</summary>
    public string Stem => StemOf(Name.Text);

    /// <summary>A file's name without folder and ending.</summary>
    public static string StemOf(string file)
    {
        var name = file.Substring(file.LastIndexOf('/') + 1);
        var dot = name.LastIndexOf('.');
        return dot > 0 && name.Substring(dot) is ".yaml" or ".yml" ? name.Substring(0, dot) : name;
    }
}
