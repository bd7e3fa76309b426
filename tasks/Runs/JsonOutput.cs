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
        if (call.Options.Text(OptionCatalogue.Output) is { } path)
            DurableFile.Write(path, Encoding.UTF8.GetBytes(json + "\n"));
        else
            Console.Out.WriteLine(json);
    }
}
