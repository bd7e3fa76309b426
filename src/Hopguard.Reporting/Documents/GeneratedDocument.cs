namespace Hopguard.Reporting.Documents;

/// <summary>A file of the repository whose text follows from the code.</summary>
/// <param name="Path">Its path from the repository's root, with forward slashes.</param>
/// <param name="Text">What it has to hold.</param>
public sealed record GeneratedDocument(string Path, string Text);
