namespace Hopguard.Plans.Findings;

/// <summary>One mistake that a plan can contain.</summary>
/// <param name="Id">Stable for ever and never used again: <c>HOP001</c>.</param>
/// <param name="Severity">How much a finding of it weighs unless the folder of the plans says otherwise.</param>
/// <param name="Title">The mistake, in one line without a full stop.</param>
/// <param name="Explanation">What is lost or goes wrong, and why.</param>
public sealed record Rule(string Id, Severity Severity, Message Title, Message Explanation)
{
    /// <summary>The family, from the id.</summary>
    public RuleFamily Family => (RuleFamily)(Id[3] - '0');

    /// <summary>Whether another severity may be given to its findings. What is about data is only ever accepted by name in a plan, and a file that cannot be read as it is meant says nothing.</summary>
    public bool IsConfigurable => Family is not (RuleFamily.DataSafety or RuleFamily.Syntax);

    /// <summary>The rule's page, relative to the repository's root.</summary>
    public string Page => $"docs/rules/{Id}.md";

    internal static Rule Error(string id, Message title, Message explanation) => new(id, Severity.Error, title, explanation);

    internal static Rule Warning(string id, Message title, Message explanation) => new(id, Severity.Warning, title, explanation);

    internal static Rule Note(string id, Message title, Message explanation) => new(id, Severity.Note, title, explanation);
}
