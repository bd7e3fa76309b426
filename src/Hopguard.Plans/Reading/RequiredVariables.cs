using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Finds the variables without which compose refuses a file, anywhere in it.</summary>
internal static class RequiredVariables
{
    /// <summary>Each with the place where it stands first.</summary>
    public static ImmutableDictionary<string, Name> In(Node root)
    {
        var names = ImmutableDictionary.CreateBuilder<string, Name>(StringComparer.Ordinal);
        foreach (var scalar in NodeWalk.Of([root]).OfType<ScalarNode>())
        {
            foreach (var variable in Interpolation.RequiredIn(scalar.Text).Where(variable => !names.ContainsKey(variable)))
                names.Add(variable, new Name(variable, scalar.Place));
        }

        return names.ToImmutable();
    }
}
