using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Reading;

/// <summary>Ends the reading of a file: nothing behind this point can be trusted. Never leaves this folder.</summary>
internal sealed class Refusal(Rule rule, SourcePlace place, Message text) : Exception(text.English)
{
    public Rule Rule { get; } = rule;

    public SourcePlace Place { get; } = place;

    public Message Text { get; } = text;
}
