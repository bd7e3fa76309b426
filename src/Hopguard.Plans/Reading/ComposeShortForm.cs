using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Mounts and ports in the form of one text: <c>data:/var/lib/postgresql/data</c>, <c>127.0.0.1:5432:5432</c>.</summary>
internal static class ComposeShortForm
{
    public static ComposeMount? Mount(string text, SourcePlace place)
    {
        var parts = Parts(text);
        if (parts.Length == 1)
            return text.Length == 0 ? null : new ComposeMount(null, Folder(text), false, place);

        // A drive letter of Windows is followed by a colon of its own.
        var first = parts[0].Length == 1 && parts.Length > 2 ? 1 : 0;
        var source = parts[first];
        var isVolume = first == 0 && source.Length > 0 && source.IndexOfAny(['/', '\\', '$', '~']) < 0 && source[0] != '.';
        var options = parts.Length > first + 2 ? parts[first + 2].Split(',') : [];
        var path = first == 1 ? parts[0] + ":" + source : source;
        return new ComposeMount(isVolume ? source : null, Folder(parts[first + 1]), options.Contains("ro"), place) { HostPath = isVolume ? null : HostPath(path) };
    }

    /// <summary>A path of the host in the form in which two that are the same are written alike.</summary>
    public static string HostPath(string path)
    {
        while (path.StartsWith("./", StringComparison.Ordinal))
            path = path.Substring(2).TrimStart('/');
        return path.Length == 0 ? "." : Folder(path);
    }

    // A variable that has no default stays as it is written: ${DATA:?where} holds a colon of its own.
    private static string[] Parts(string text)
    {
        var (parts, start, depth) = (new List<string>(), 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] == '{' && i > 0 && text[i - 1] == '$' ? 1 : text[i] == '}' && depth > 0 ? -1 : 0;
            if (text[i] != ':' || depth > 0)
                continue;

            parts.Add(text.Substring(start, i - start));
            start = i + 1;
        }

        return [.. parts, text.Substring(start)];
    }

    public static ComposePort Port(string text, SourcePlace place)
    {
        var bracket = text.StartsWith("[", StringComparison.Ordinal) ? text.IndexOf(']') : -1;
        if (bracket > 0)
            return new ComposePort(text.Substring(1, bracket - 1), text, place);

        var parts = text.Split(':');
        return new ComposePort(parts.Length > 2 ? parts[0] : null, text, place);
    }

    /// <summary>A folder without the slash at its end.</summary>
    public static string Folder(string path) => path.Length > 1 ? path.TrimEnd('/') : path;
}
