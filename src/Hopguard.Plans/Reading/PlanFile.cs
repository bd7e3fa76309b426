namespace Hopguard.Plans.Reading;

/// <summary>A file of a <c>plans</c> folder, as text: who reads it from disk is the caller's affair.</summary>
/// <param name="Path">The file, as findings shall name it; its folder groups an application's files.</param>
/// <param name="Text">Its text.</param>
public sealed record PlanFile(string Path, string Text)
{
    /// <summary>The file's name.</summary>
    public string Name => Path.Substring(LastSeparator + 1);

    /// <summary>The folder, as far as the path names it.</summary>
    public string Folder => LastSeparator < 0 ? string.Empty : Path.Substring(0, LastSeparator);

    /// <summary>Whether the file is an application's own, and not a plan.</summary>
    public bool IsApplication => Name == ApplicationReader.FileName;

    private int LastSeparator => Path.LastIndexOfAny(['/', '\\']);
}
