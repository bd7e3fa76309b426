using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Reading;

/// <summary>A file of a <c>plans</c> folder, as text: who reads it from disk is the caller's affair.</summary>
/// <param name="Path">The file, as findings shall name it; its folder groups an application's files.</param>
/// <param name="Text">Its text.</param>
public sealed record PlanFile(string Path, string Text)
{
    /// <summary>Why nobody opened the file, as the end of a sentence that begins with its path; null where its text is at hand.</summary>
    public Message? Unopened { get; init; }

    /// <summary>The file's name.</summary>
    public string Name => Path.Substring(LastSeparator + 1);

    /// <summary>The folder, as far as the path names it.</summary>
    public string Folder => LastSeparator < 0 ? string.Empty : Path.Substring(0, LastSeparator);

    /// <summary>Whether the file is an application's own, and not a plan.</summary>
    public bool IsApplication => Name == ApplicationReader.FileName;

    /// <summary>The finding about a file that is not judged though it may hold a plan; null for one that is.</summary>
    public Finding? Skipped => Unopened is { } reason
        ? Skip(new Message($"'{Path}' {reason.English}", $"'{Path}' {reason.Japanese}"))
        : FixedNameOf(Name) is { } meant && meant != Name
            ? Skip(new(
                $"File '{Path}' is spelt almost like '{meant}' and is read as nothing; name it '{meant}'",
                $"ファイル '{Path}' は '{meant}' に似た名前ですが、読み取られません。'{meant}' という名前にしてください"))
            : null;

    /// <summary>Whether a file may be a plan, by its name: YAML, whatever the case of its ending. Everyone who looks for plans asks here, so that none passes over what another judges.</summary>
    public static bool IsYaml(string path) => path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name with a meaning of its own beside plans that a name is, or is a misspelling of by its case or ending; null for any other.</summary>
    public static string? FixedNameOf(string name)
    {
        var end = name.LastIndexOf('.');
        return !IsYaml(name) ? null : new[] { ApplicationReader.FileName, SeverityFile.FileName }
            .FirstOrDefault(known => string.Equals(name.Substring(0, end) + ".yaml", known, StringComparison.OrdinalIgnoreCase));
    }

    private int LastSeparator => Path.LastIndexOfAny(['/', '\\']);

    private Finding Skip(Message message) => new(SyntaxRules.NotJudged, new SourcePlace(Path, 0, 0, 1, 1, 1, 1), message, []);
}
