namespace Hopguard.Plans.Findings;

/// <summary>A stretch of text in a file: what a finding underlines.</summary>
/// <param name="Path">The file, as it was named by the caller.</param>
/// <param name="Start">Offset of the first character, in UTF-16 units.</param>
/// <param name="Length">Number of characters, in UTF-16 units; 0 for a place between two characters.</param>
/// <param name="Line">First line, counted from 1.</param>
/// <param name="Column">First column, counted from 1.</param>
/// <param name="EndLine">Line of the end, counted from 1.</param>
/// <param name="EndColumn">Column just behind the last character, counted from 1.</param>
public readonly record struct SourcePlace(string Path, int Start, int Length, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>The place of what no file says, such as a default.</summary>
    public static SourcePlace None { get; } = new(string.Empty, 0, 0, 0, 0, 0, 0);

    /// <inheritdoc />
    public override string ToString() => $"{Path}({Line},{Column})";
}
