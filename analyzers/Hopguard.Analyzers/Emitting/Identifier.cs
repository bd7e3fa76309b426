using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Hopguard.Analyzers.Emitting;

/// <summary>Makes C# identifiers of names in plans: <c>dump-database</c> becomes <c>DumpDatabase</c>, <c>notes-2.3.0</c> becomes <c>Notes_2_3_0</c>.</summary>
internal static class Identifier
{
    /// <summary>The identifier of a name; names with one identifier are told apart by <see cref="IdentifierScope"/>.</summary>
    public static string Of(string name)
    {
        var identifier = new StringBuilder();
        var atStart = true;
        foreach (var character in name)
        {
            if (!SyntaxFacts.IsIdentifierPartCharacter(character) || character == '_')
            {
                atStart = true;
                continue;
            }

            // Digits would run together: 2.30 and 23.0 are two names.
            if (atStart && !SyntaxFacts.IsIdentifierStartCharacter(character))
                identifier.Append('_');

            identifier.Append(atStart ? char.ToUpperInvariant(character) : character);
            atStart = false;
        }

        var text = identifier.ToString();
        return SyntaxFacts.IsValidIdentifier(text) ? text : "_" + text;
    }
}
