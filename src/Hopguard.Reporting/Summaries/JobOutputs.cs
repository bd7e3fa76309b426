using System.Text;

namespace Hopguard.Reporting.Summaries;

/// <summary>The outputs of a step of GitHub Actions, which the steps and jobs behind it read. Like the summary, they never fail a call.</summary>
public static class JobOutputs
{
    /// <summary>The variable that names the file of the current step's outputs.</summary>
    public const string Variable = "GITHUB_OUTPUT";

    /// <summary>Appends to the outputs of the step that this process runs in.</summary>
    /// <returns>Whether there is such a step and its file could be written.</returns>
    public static bool Append(IEnumerable<(string Name, string Value)> outputs) => Append(outputs, Environment.GetEnvironmentVariable(Variable));

    /// <summary>Appends to the file.</summary>
    /// <param name="outputs">Names and values, whatever stands in them: paths and command lines may hold line breaks.</param>
    /// <param name="path">The file; null or empty for none.</param>
    public static bool Append(IEnumerable<(string Name, string Value)> outputs, string? path)
    {
        if (string.IsNullOrEmpty(path))
            return false;

        // Nobody can end a value, and begin an output of his own, who does not know the word that ends it.
        var end = $"end-{Guid.NewGuid():N}";
        var text = string.Concat(outputs.Select(output => $"{output.Name}<<{end}\n{output.Value}\n{end}\n"));
        try
        {
            File.AppendAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
