namespace Hopguard.Docker.Volumes;

/// <summary>Compares a stream of entries with a manifest on disk, in order; keeps the first differences in words.</summary>
internal sealed class ManifestComparison : IDisposable
{
    private const int Shown = 5;
    private readonly StreamReader _expected;
    private readonly List<string> _differences = [];
    private bool _isOutOfStep;

    public ManifestComparison(string manifestPath) => _expected = File.OpenText(manifestPath);

    /// <summary>Entries that were compared.</summary>
    public long Entries { get; private set; }

    /// <summary>The first differences, one line each; empty when all is equal.</summary>
    public IReadOnlyList<string> Differences => _differences;

    public void Next(ManifestEntry actual)
    {
        Entries++;
        if (_isOutOfStep || _differences.Count >= Shown)
            return;

        var line = _expected.ReadLine();
        if (line is null)
            _differences.Add($"'{actual.Path}' was not there before");
        else if (line != ManifestFile.LineOf(actual) && ManifestFile.EntryOf(line) is var expected && Restorable(expected) != Restorable(actual))
            Explain(expected, actual);
    }

    /// <summary>Says that no more entries come.</summary>
    public void Finish()
    {
        if (_differences.Count == 0 && _expected.ReadLine() is { } missing)
            _differences.Add($"'{ManifestFile.EntryOf(missing).Path}' is missing");
    }

    public void Dispose() => _expected.Dispose();

    private void Explain(ManifestEntry expected, ManifestEntry actual)
    {
        if (expected.Path == actual.Path)
        {
            _differences.Add($"'{actual.Path}' differs: {Aspects(expected, actual)}");
            return;
        }

        // One entry too many or too few: whatever follows would only repeat that.
        _isOutOfStep = true;
        _differences.Add($"'{expected.Path}' was expected where '{actual.Path}' is");
    }

    // Docker Engine unpacks a time before 1970 as 1970; a store that holds one must not count as changed for that.
    private static ManifestEntry Restorable(ManifestEntry entry) => entry with { Modified = Math.Max(0, entry.Modified) };

    private static string Aspects(ManifestEntry expected, ManifestEntry actual)
    {
        (string Name, object? Was, object? Is)[] aspects =
        [
            ("type", expected.Type, actual.Type), ("size", expected.Size, actual.Size), ("mode", expected.Mode, actual.Mode),
            ("owner", $"{expected.Uid}:{expected.Gid}", $"{actual.Uid}:{actual.Gid}"), ("time", expected.Modified, actual.Modified),
            ("target", expected.Target, actual.Target), ("content", expected.Sha256, actual.Sha256), ("attributes", expected.Attributes, actual.Attributes),
        ];
        return string.Join(", ", aspects.Where(aspect => !Equals(aspect.Was, aspect.Is)).Select(aspect => $"{aspect.Name} {aspect.Was} became {aspect.Is}"));
    }
}
