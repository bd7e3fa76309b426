using Hopguard.Plans.Reading;

namespace Hopguard.Bench.Fuzz;

/// <summary>Sound files that hostile ones are made of: the shipped plans and the labelled corpus.</summary>
internal sealed class FuzzOriginals
{
    private static readonly char[] Separators = [' ', '\n', ',', '{', '}', '[', ']', '"', '\''];

    private FuzzOriginals(IReadOnlyList<FuzzFolder> folders)
    {
        Folders = folders;
        Texts = [.. folders.SelectMany(folder => folder.Plans.Concat(folder.Compose).Append(folder.Application)).Select(file => file.Text)];
        Words = [.. Texts.SelectMany(text => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The applications.</summary>
    public IReadOnlyList<FuzzFolder> Folders { get; }

    /// <summary>All files of all applications.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The words that they are made of.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Those of a clone.</summary>
    /// <param name="root">The repository's root.</param>
    public static FuzzOriginals Of(string root)
    {
        string[] parents = [Path.Combine(root, "plans"), Path.Combine(root, "tests", "corpus")];
        return new([.. parents.SelectMany(Directory.GetDirectories).Where(folder => File.Exists(Path.Combine(folder, ApplicationReader.FileName))).Order(StringComparer.Ordinal).Select(FuzzFolder.Read)]);
    }
}
