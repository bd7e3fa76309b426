namespace Hopguard.Reporting.Findings;

/// <summary>Ways of writing findings down.</summary>
public enum FindingFormat
{
    /// <summary>For people, with the source line.</summary>
    Text,

    /// <summary>Annotations of GitHub Actions.</summary>
    GitHub,

    /// <summary>Issues of Azure Pipelines.</summary>
    Azure,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>For pages: a pull request, the summary of a job.</summary>
    Markdown,

    /// <summary>A page for a browser, in one file.</summary>
    Html,
}
