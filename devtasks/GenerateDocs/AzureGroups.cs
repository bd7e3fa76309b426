namespace Hopguard.DevTasks.GenerateDocs;

/// <summary>The groups of inputs in the form of a task: the topics of the help, and what every job has.</summary>
internal static class AzureGroups
{
    /// <summary>How much is told, where paths begin, and the summary.</summary>
    public const string Job = "job";

    /// <summary>The group of a topic.</summary>
    public static string Of(string topic) => topic.ToLowerInvariant();

    /// <summary>What stands above a group.</summary>
    public static string HeadingOf(string group) => char.ToUpperInvariant(group[0]) + group[1..];
}
