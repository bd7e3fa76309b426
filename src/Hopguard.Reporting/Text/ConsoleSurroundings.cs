using System.Text;
using Hopguard.Plans.Findings;

namespace Hopguard.Reporting.Text;

/// <summary>What the output goes to, and what it can show.</summary>
public sealed record ConsoleSurroundings
{
    /// <summary>The kind of place.</summary>
    public required OutputKind Kind { get; init; }

    /// <summary>Whether colours are welcome.</summary>
    public bool Colour { get; init; }

    /// <summary>Whether more than ASCII can be shown.</summary>
    public bool Unicode { get; init; }

    /// <summary>How much is told.</summary>
    public Detail Detail { get; init; } = Detail.Normal;

    /// <summary>The language of the operator.</summary>
    public Language Language { get; init; }

    /// <summary>Cells in a line; asked again for every line, as a window may be resized.</summary>
    public Func<int> Width { get; init; } = () => LogWidth;

    /// <summary>Outside a terminal: the least time between two lines about the progress of one step. CI systems end jobs that say nothing for minutes.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(Detail >= Detail.Verbose ? 10 : 60);

    /// <summary>The width to which summaries are laid out where there is no window.</summary>
    public const int LogWidth = 100;

    /// <summary>Looks at this process's output and environment.</summary>
    public static ConsoleSurroundings Detect() =>
        Detect(Environment.GetEnvironmentVariable, Console.IsOutputRedirected, Console.OutputEncoding, WindowWidth);

    /// <summary>Decides from what was found.</summary>
    /// <param name="environment">Gives the text of an environment variable, or null.</param>
    /// <param name="redirected">Whether the output goes elsewhere than to a terminal.</param>
    /// <param name="encoding">How text is written.</param>
    /// <param name="windowWidth">The window's width in cells.</param>
    public static ConsoleSurroundings Detect(Func<string, string?> environment, bool redirected, Encoding encoding, Func<int> windowWidth)
    {
        var kind = KindOf(environment, redirected);
        return new ConsoleSurroundings
        {
            Kind = kind,
            Colour = kind == OutputKind.Terminal && string.IsNullOrEmpty(environment("NO_COLOR")),
            Unicode = encoding.CodePage == Encoding.UTF8.CodePage,
            Width = kind == OutputKind.Terminal ? windowWidth : () => LogWidth,
        };
    }

    private static OutputKind KindOf(Func<string, string?> environment, bool redirected)
    {
        if (IsOn(environment("GITHUB_ACTIONS")))
            return OutputKind.GitHub;

        if (IsOn(environment("TF_BUILD")))
            return OutputKind.Azure;

        var dumb = string.Equals(environment("TERM"), "dumb", StringComparison.Ordinal);
        return redirected || dumb || IsOn(environment("CI")) ? OutputKind.Log : OutputKind.Terminal;
    }

    private static bool IsOn(string? text) =>
        !string.IsNullOrEmpty(text) && text != "0" && !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : LogWidth;
        }
        catch (IOException)
        {
            // The terminal has gone away.
            return LogWidth;
        }
    }
}

/// <summary>Kinds of places that output goes to.</summary>
public enum OutputKind
{
    /// <summary>A terminal that somebody looks at.</summary>
    Terminal,

    /// <summary>A file, a pipe, or the log of an unknown CI system.</summary>
    Log,

    /// <summary>The log of a GitHub Actions job.</summary>
    GitHub,

    /// <summary>The log of an Azure Pipelines job.</summary>
    Azure,
}
