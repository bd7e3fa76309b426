using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hopguard.Engine.Journals;

/// <summary>
/// The written form of a record: <c>checksum json</c>. The checksum covers the checksum of the line before as well, so a line that is missing, doubled or moved
/// is seen like one that is damaged.
/// </summary>
internal static class JournalLine
{
    public const string FirstChecksum = "hopguard-journal-1";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Write(JournalEntry entry, string previousChecksum)
    {
        var json = JsonSerializer.Serialize(entry, Json);
        return Checksum(previousChecksum, json) + " " + json;
    }

    /// <summary>The record, or null when the line is torn or damaged.</summary>
    /// <exception cref="HopguardException">The line is intact and says what this version cannot read: dropping it like a torn one would destroy it.</exception>
    public static JournalEntry? Read(string line, string previousChecksum)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || line[..space] != Checksum(previousChecksum, line[(space + 1)..]))
            return null;

        try
        {
            return JsonSerializer.Deserialize<JournalEntry>(line[(space + 1)..], Json);
        }
        catch (Exception unknown) when (unknown is JsonException or NotSupportedException)
        {
            throw new HopguardException("A journal holds a record that this Hopguard does not know", "Use the Hopguard that began the run, or a newer one", unknown);
        }
    }

    public static string ChecksumOf(string line) => line[..line.IndexOf(' ', StringComparison.Ordinal)];

    private static string Checksum(string previous, string json) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + json)))[..16];
}
