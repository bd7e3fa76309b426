using System.Net;
using System.Text.RegularExpressions;
using Hopguard.Engine;

namespace Hopguard.Docker.Connection;

/// <summary>Turns the engine's refusals into errors an operator can act on.</summary>
internal static partial class EngineRefusal
{
    public static HopguardException Explain(HttpStatusCode status, string words, string path)
    {
        var text = words.Trim().TrimEnd('.');
        return status switch
        {
            HttpStatusCode.NotFound when text.Contains("No such image", StringComparison.OrdinalIgnoreCase) =>
                new HopguardException($"Docker Engine does not have the image: {text}", "Pull or load the image on the engine first"),
            HttpStatusCode.Conflict when text.Contains("already in use", StringComparison.OrdinalIgnoreCase) =>
                new HopguardException($"Docker Engine refused a name that is taken: {text}", "Rename or remove the container that has the name"),
            _ when text.Contains("no space left", StringComparison.OrdinalIgnoreCase) =>
                new HopguardException($"Docker Engine has no space left: {text}", "Free space where the engine keeps its data"),
            _ when (int)status >= 500 && End().IsMatch(text) => Down(text),
            _ => new HopguardException($"Docker Engine refused '{path.Split('?')[0]}' with status {(int)status}: {text}"),
        };
    }

    /// <summary>The engine is stopping or down, as somebody who asked it was told.</summary>
    public static HopguardException Down(string text) => new($"Docker Engine is stopping or down: {text}", "Start it first ('systemctl start docker')") { IsEngineDown = true };

    // What an engine says to those who ask while it goes down: its own database is closed already, or containerd is gone.
    [GeneratedRegex("database not open|shutting down|error while dialing|transport is closing|connection is closing", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex End();
}
