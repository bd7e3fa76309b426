using Hopguard.Plans.Findings;
using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers;

/// <summary>A text that the compiler prints in the language it was asked for.</summary>
internal sealed class LocalizableMessage(Message message) : LocalizableString
{
    protected override string GetText(IFormatProvider? formatProvider) => message.ToString(null, formatProvider);

    protected override int GetHash() => message.GetHashCode();

    protected override bool AreEqual(object? other) => other is LocalizableMessage { Text: var text } && text == message;

    private Message Text => message;
}
