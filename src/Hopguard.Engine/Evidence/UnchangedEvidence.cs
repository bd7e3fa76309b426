namespace Hopguard.Engine.Evidence;

/// <summary>
/// That the stores of a copy were proved unchanged right before the version that the plan leads to could first touch them. Saved as <c>&lt;copy&gt;.unchanged.json</c>;
/// as long as it is missing, whatever the stores hold was written by the version before.
/// </summary>
/// <param name="Copy">The copy.</param>
/// <param name="Step">The step that was about to touch them.</param>
/// <param name="At">When they were proved.</param>
public sealed record UnchangedEvidence(string Copy, string Step, DateTimeOffset At)
{
    /// <summary>The file it is saved under.</summary>
    public static string FileName(string copy) => copy + ".unchanged.json";
}
