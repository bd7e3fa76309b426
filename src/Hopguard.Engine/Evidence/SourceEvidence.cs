namespace Hopguard.Engine.Evidence;

/// <summary>A fetched source tree. Saved as <c>&lt;name&gt;.source.json</c> when it is complete.</summary>
/// <param name="Name">Its name in the plan.</param>
/// <param name="Folder">Where it was unpacked.</param>
/// <param name="From">Where it came from.</param>
/// <param name="Sha256">SHA-256 of the archive, or the commit of a checkout.</param>
public sealed record SourceEvidence(string Name, string Folder, string From, string Sha256)
{
    /// <summary>The file a source of that name is saved under.</summary>
    public static string FileName(string source) => source + ".source.json";
}
