using System.Text;
using Hopguard.Engine;
using Hopguard.Plans.Reading;

namespace Hopguard.Tasks.ValidatePlans;

/// <summary>Reads plan files from disk, as text: what they mean is not its affair.</summary>
internal static class PlanFolder
{
    // Twice what the reader accepts, so that its own finding about size is what is seen, in bounded memory.
    private const long LargestFile = 2 << 20;

    /// <summary>Every YAML file below the folder, or the one file.</summary>
    /// <exception cref="HopguardException">There is nothing to read.</exception>
    public static IEnumerable<PlanFile> Read(string path)
    {
        var files = File.Exists(path) ? [path] : Directory.Exists(path) ? Directory.GetFiles(path, "*.yaml", SearchOption.AllDirectories) : [];
        if (files.Length == 0)
            throw new HopguardException($"'{path}' holds no plans", "Give a folder with --plans, such as --plans=plans");

        return files.Order(StringComparer.Ordinal).Select(ReadFile);
    }

    private static PlanFile ReadFile(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[Math.Min(stream.Length, LargestFile)];
        stream.ReadExactly(bytes);
        // Bytes that are no UTF-8 become U+FFFD, which the reader refuses with a place.
        return new PlanFile(path, Encoding.UTF8.GetString(bytes));
    }
}
