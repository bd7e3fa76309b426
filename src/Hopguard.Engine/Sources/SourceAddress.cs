namespace Hopguard.Engine.Sources;

/// <summary>Where a source comes from, as it may be shown and journaled.</summary>
public static class SourceAddress
{
    /// <summary>The address without what may be a secret: account, password, and the query that signed addresses carry. A path stays as it is.</summary>
    public static string Shown(string from) =>
        Remote(from) is { } address ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : from;

    /// <summary>The address of what is not on this host's disks; null for a path.</summary>
    public static Uri? Remote(string from) => Uri.TryCreate(from, UriKind.Absolute, out var address) && !address.IsFile ? address : null;
}
