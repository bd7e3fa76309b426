namespace Hopguard.Engine.Evidence;

/// <summary>Removes what is not needed any more. That it cannot be removed decides nothing: the next attempt meets and replaces it.</summary>
public static class CleanUp
{
    /// <summary>Deletes the folder with what it holds, if that can be done.</summary>
    public static void Folder(string path) => Try(() => Directory.Delete(path, recursive: true));

    /// <summary>Deletes the file, if that can be done.</summary>
    public static void File(string path) => Try(() => System.IO.File.Delete(path));

    private static void Try(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // The work is done; what is left takes room and nothing else.
        }
    }
}
