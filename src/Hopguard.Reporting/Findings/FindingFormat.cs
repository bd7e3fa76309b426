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

    /// <summary>For programs.</summary>
    Json,
}
