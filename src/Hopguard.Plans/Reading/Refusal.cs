using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Reading;

/// <summary>Ends the reading of a file: nothing behind this point can be trusted. Never leaves this folder.</summary>
internal sealed class Refusal(Rule rule, SourcePlace place, string message) : Exception(message)
{
    public Rule Rule { get; } = rule;

    public SourcePlace Place { get; } = place;
}
