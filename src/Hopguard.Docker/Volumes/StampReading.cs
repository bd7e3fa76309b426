using System.Globalization;

namespace Hopguard.Docker.Volumes;

/// <summary>The stamps of volumes at one time.</summary>
/// <param name="mark">What lines begin with that are about no entry.</param>
internal sealed class StampReading(string mark)
{
    private readonly List<StoreStamps> _stores = [];

    /// <summary>The engine's clock before anything was read, in seconds since 1970.</summary>
    public long Clock { get; private set; }

    /// <summary>The same clock when the host was started: another one afterwards means that the clock was set, or the host started again.</summary>
    public double HostStartedAt { get; private set; }

    public IReadOnlyList<StoreStamps> Stores => _stores;

    /// <summary>Takes a line of what was printed.</summary>
    public void Add(string line)
    {
        if (!line.StartsWith(mark, StringComparison.Ordinal))
        {
            _stores.LastOrDefault()?.Add(line);
            return;
        }

        var words = line.Split(' ');
        if (Clock > 0)
        {
            _stores.Add(new StoreStamps(words[1], words[2]));
            return;
        }

        Clock = long.Parse(words[1], CultureInfo.InvariantCulture);
        HostStartedAt = Clock - double.Parse(words[2], CultureInfo.InvariantCulture);
    }
}
