using Hopguard.Plans.Findings;

namespace Hopguard.Analyzers.Models;

/// <summary>A file of which no code can be made, with the first reason: the only model that holds a place.</summary>
internal sealed record UnreadableFile(Finding Reason) : IEquatable<UnreadableFile>
{
    // The list of related places would compare by reference; place and message say all that is reported.
    public bool Equals(UnreadableFile? other) => other is not null && Reason.Place == other.Reason.Place && Reason.Message == other.Reason.Message;

    public override int GetHashCode() => Reason.Place.GetHashCode();
}
