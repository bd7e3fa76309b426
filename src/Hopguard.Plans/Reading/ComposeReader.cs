using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>
/// Reads a vendor's compose file as far as rules need it, as compose itself would read it. It is no plan: what is not known here is passed over. A text that is no YAML is refused, and
/// so is one that includes or extends what is not at hand. Nothing is executed, opened or looked up.
/// </summary>
public static class ComposeReader
{
    /// <summary>Reads a compose file that stands alone.</summary>
    /// <param name="path">The file, as findings shall name it.</param>
    /// <param name="text">Its text.</param>
    public static ReadResult<ComposeProject> Read(string path, string text)
    {
        var file = new PlanFile(path, text);
        return Read(file, file.Folder, new ComposeFolder([]));
    }

    /// <summary>Reads a compose file with what it includes and extends.</summary>
    /// <param name="file">The file.</param>
    /// <param name="projectFolder">The folder of the project, which paths in the file start from.</param>
    /// <param name="folder">The files that it may name.</param>
    internal static ReadResult<ComposeProject> Read(PlanFile file, string projectFolder, ComposeFolder folder)
    {
        var findings = new FindingSink();
        try
        {
            return new ReadResult<ComposeProject>(new ComposeLoader(file, folder).Load(projectFolder), []);
        }
        catch (Refusal refusal)
        {
            findings.Report(refusal.Rule, refusal.Place, refusal.Text);
            return new ReadResult<ComposeProject>(null, findings.ToImmutable());
        }
    }
}
