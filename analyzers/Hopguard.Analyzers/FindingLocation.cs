using Hopguard.Plans.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Hopguard.Analyzers;

/// <summary>Turns places into the compiler's locations, which count lines and columns from 0.</summary>
internal static class FindingLocation
{
    public static Location Of(SourcePlace place) => Location.Create(
        place.Path,
        new TextSpan(place.Start, place.Length),
        new LinePositionSpan(new LinePosition(place.Line - 1, place.Column - 1), new LinePosition(place.EndLine - 1, place.EndColumn - 1)));
}
