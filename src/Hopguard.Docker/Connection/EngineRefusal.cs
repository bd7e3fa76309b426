using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Docker.DotNet;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;

namespace Hopguard.Docker.Connection;

/// <summary>Turns the engine's refusals into errors an operator can act on.</summary>
internal static partial class EngineRefusal
{
    /// <summary>Says what the engine refused, in its own words.</summary>
    /// <param name="status">The status of its answer, which <see cref="StatusOf"/> finds again.</param>
    /// <param name="words">Its own words.</param>
    /// <param name="path">What was asked.</param>
    public static HopguardException Explain(HttpStatusCode status, string words, string path)
    {
        var text = words.Trim().TrimEnd('.');
        var cause = new DockerApiException(status, text);
        return status switch
        {
            HttpStatusCode.NotFound when text.Contains("No such image", StringComparison.OrdinalIgnoreCase) =>
                new HopguardException($"Docker Engine does not have the image: {text}", "Pull or load the image on the engine first", cause),
            HttpStatusCode.Conflict when text.Contains("already in use", StringComparison.OrdinalIgnoreCase) =>
                new HopguardException($"Docker Engine refused a name that is taken: {text}", "Rename or remove the container that has the name", cause),
            _ when text.Contains("no space left", StringComparison.OrdinalIgnoreCase) =>
                new HopguardException($"Docker Engine has no space left: {text}", "Free space where the engine keeps its data", cause),
            _ when PortTaken().IsMatch(text) =>
                new HopguardException($"Docker Engine cannot open a port that is in use: {text}", "End what listens on the port that the engine names, then run the same command again", cause),
            _ when (int)status >= 500 && End().IsMatch(text) => Down(text, cause),
            _ => new HopguardException($"Docker Engine refused '{path}' with status {(int)status}: {text}", null, cause),
        };
    }

    /// <summary>The engine is stopping or down, as somebody who asked it was told.</summary>
    public static HopguardException Down(string text, Exception? cause = null) =>
        new($"Docker Engine is stopping or down: {text}", "Start it first ('systemctl start docker')", cause) { IsEngineDown = true };

    /// <summary>The status with which the engine refused; null for any other error.</summary>
    public static HttpStatusCode? StatusOf(HopguardException refusal) => (refusal.InnerException as DockerApiException)?.StatusCode;

    /// <summary>Nobody answers, or not to this user.</summary>
    public static HopguardException Unreachable(DockerEndpoint endpoint, HttpRequestException failure) => IsDenied(failure)
        ? new HopguardException(
            $"Docker Engine at '{endpoint.Address}' may not be used by user '{Environment.UserName}'", "Run as root, or join the group 'docker' and log in again", failure)
        : new HopguardException(
            $"Docker Engine at '{endpoint.Address}' is not reachable: {failure.InnerException?.Message ?? failure.Message}",
            "Start it ('systemctl start docker'), or let DOCKER_HOST name the engine of the deployment", failure)
        { IsEngineDown = true };

    /// <summary>Whether the system does not let this user connect: asking again changes nothing.</summary>
    public static bool IsDenied(HttpRequestException failure) => failure.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied };

    /// <summary>The engine answers nothing.</summary>
    public static HopguardException NoAnswer(DockerEndpoint endpoint, string path, TimeSpan limit) =>
        new($"Docker Engine at '{endpoint.Address}' did not answer '{Uri.UnescapeDataString(path)}' within {Durations.Of(limit)}", "Look at the engine's log; restart it if it hangs");

    // What an engine says to those who ask while it goes down: its own database is closed already, or containerd is gone.
    [GeneratedRegex("database not open|shutting down|error while dialing|transport is closing|connection is closing", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex End();

    // By its own proxy, by the packet filter's bookkeeping, and on Windows.
    [GeneratedRegex("address already in use|port is already allocated|ports are not available", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PortTaken();
}
