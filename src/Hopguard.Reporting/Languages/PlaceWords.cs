namespace Hopguard.Reporting.Languages;

/// <summary>
/// What holds a store is a volume, or a folder of the host, for which its absolute path stands: no volume's name begins with a slash. Sentences about stores are written for volumes, and
/// here each place gets the word for what it is, once for all of them.
/// </summary>
internal static class PlaceWords
{
    private static readonly (string Volume, string Folder)[] English = [("Volume '/", "Folder '/"), ("volume '/", "folder '/")];
    private static readonly (string Volume, string Folder)[] Japanese = [("ボリューム '/", "フォルダー '/")];

    /// <summary>The sentence with the word for a folder before every folder.</summary>
    public static string Correct(string text) => English.Concat(Japanese).Aggregate(text, (told, word) => told.Replace(word.Volume, word.Folder, StringComparison.Ordinal));
}
