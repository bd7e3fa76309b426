using System.Runtime.CompilerServices;

namespace Hopguard.Reporting.Tests.Support;

/// <summary>Compares a text with a file in the folder <c>Snapshots</c> beside the test; <c>UPDATE_SNAPSHOTS=1</c> rewrites the files instead.</summary>
internal static class Snapshot
{
    public static void Matches(string text, string file, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots", file);
        text = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        text.Should().Be(File.ReadAllText(path).ReplaceLineEndings("\n"));
    }
}
