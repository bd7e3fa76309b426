namespace Hopguard.Plans.Fixes;

/// <summary>The lightest of what was weighed, and at the same weight the cheapest; of equals the first.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class Lightest(int most)
{
    private readonly List<(int Weight, int Cost)> _kept = [];

    /// <summary>The weight from which on something of that cost does not come among them. Never nothing: who weighs nothing always counts.</summary>
    public int Enough(int cost)
    {
        if (_kept.Count < most)
            return int.MaxValue;

        var last = _kept[_kept.Count - 1];
        return Math.Max(1, cost < last.Cost ? last.Weight + 1 : last.Weight);
    }

    public void Add(int weight, int cost)
    {
        var place = _kept.FindIndex(other => other.CompareTo((weight, cost)) > 0);
        if (place >= 0)
            _kept.Insert(place, (weight, cost));
        else if (_kept.Count < most)
            _kept.Add((weight, cost));
        if (_kept.Count > most)
            _kept.RemoveAt(most);
    }
}
