using System.Net;
using Hopguard.Engine;

namespace Hopguard.Docker.Connection;

/// <summary>Turns the engine's refusals into errors an operator can act on.</summary>
internal static class EngineRefusal
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
            _ => new HopguardException($"Docker Engine refused '{path.Split('?')[0]}' with status {(int)status}: {text}"),
        };
    }
}
