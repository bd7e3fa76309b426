namespace Hopguard.Tasks.Outputs;

/// <summary>The file that <c>--output</c> names, where what is written into it is all that the call is for.</summary>
internal static class OutputFile
{
    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">All of its text.</param>
    /// <exception cref="Engine.HopguardException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw ExitCodes.Unusable($"File '{path}' cannot be written: {trouble.Message}", "Give another one with --output", trouble);
        }
    }
}
