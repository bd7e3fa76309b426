using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Dialects;

/// <summary>The commands of a CI system that stand in the log. This one knows none.</summary>
internal class CiDialect
{
    public static CiDialect For(OutputKind kind) => kind switch
    {
        OutputKind.GitHub => new GitHubDialect(),
        OutputKind.Azure => new AzureDialect(),
        _ => new CiDialect(),
    };

    /// <summary>Begins lines that belong together; null where there is no such thing.</summary>
    public virtual string? OpenGroup(string title) => null;

    /// <summary>Ends them.</summary>
    public virtual string? CloseGroup => null;

    /// <summary>Shows an error where the CI system shows errors.</summary>
    public virtual string? Error(string title, string message) => null;

    /// <summary>Shows a warning where the CI system shows warnings, and in the log.</summary>
    public virtual string? Warning(string title, string message) => null;

    /// <summary>Shows how far everything is.</summary>
    public virtual string? Progress(int percent, string what) => null;
}
