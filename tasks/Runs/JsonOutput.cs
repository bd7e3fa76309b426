using System.Text;
using Hopguard.Engine.Evidence;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Runs;

/// <summary>Puts JSON where the operator wants it.</summary>
internal static class JsonOutput
{
    /// <summary>Writes it to the file that <c>--output</c> names, else to the standard output.</summary>
    public static void Write(Invocation call, string json)
    {
        try
        {
            if (call.Options.Text(OptionCatalogue.Output) is { } path)
                DurableFile.Write(path, Encoding.UTF8.GetBytes(json + "\n"));
            else
                Console.Out.WriteLine(json);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // What became of the call was told to people before, and is no other because of this.
            Console.Error.WriteLine(call.Say($"What became of the call could not be written as JSON: {trouble.Message}"));
        }
    }
}
