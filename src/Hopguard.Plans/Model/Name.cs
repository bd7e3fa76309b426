using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>A name written in a plan, with the place where it was written: a store, a service, a copy, a trial, a source.</summary>
/// <param name="Text">The name.</param>
/// <param name="Place">Where it stands; <see cref="SourcePlace.None"/> for a default.</param>
public sealed record Name(string Text, SourcePlace Place)
{
    /// <summary>The bare text, so that a name can be used wherever a string is asked for.</summary>
    public static implicit operator string(Name name) => name.Text;

    /// <summary>A name that no file says.</summary>
    public static Name Of(string text) => new(text, SourcePlace.None);

    /// <inheritdoc />
    public override string ToString() => Text;
}
