using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Puts what the releases say of stores, each for itself, into the stores: since when there is each, until when, and what takes its place.</summary>
internal sealed class StoreLives(FindingSink findings)
{
    private readonly Dictionary<string, Name> _came = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Name> _went = new(StringComparer.Ordinal);

    /// <summary>The stores with their lives.</summary>
    /// <param name="stores">As the file declares them.</param>
    /// <param name="releases">What it says of each release, oldest first.</param>
    public ImmutableDictionary<string, Store> Apply(ImmutableDictionary<string, Store> stores, IEnumerable<ReleaseChange> releases)
    {
        foreach (var release in releases)
        {
            var (version, changes) = (release.Own.Version, release.Stores);
            foreach (var added in changes.Add.Concat(changes.Replace.Select(pair => pair.New)))
                stores = Once(_came, added, stores, store => store.Since, new("since", "since")) ? stores.SetItem(added, stores[added] with { Since = version }) : stores;
            foreach (var gone in changes.Remove)
                stores = Once(_went, gone, stores, store => store.Until, new("until", "until")) ? stores.SetItem(gone, stores[gone] with { Until = version }) : stores;
            foreach (var (old, replacement) in changes.Replace)
                stores = Once(_went, old, stores, store => store.Until, new("until", "until")) ? stores.SetItem(old, stores[old] with { Until = version, ReplacedBy = replacement }) : stores;
            foreach (var (name, change) in changes.Change)
                ReportAbsent(name, version, stores);
        }

        foreach (var store in stores.Values.Where(store => store is { Since: { } since, Until: { } until } && until <= since && (_went.ContainsKey(store.Name) || _came.ContainsKey(store.Name))))
            findings.Report(SyntaxRules.WrongValue, (_went.TryGetValue(store.Name, out var went) ? went : _came[store.Name]).Place, new(
                $"Store '{store.Name}' goes with {store.Until} and comes with {store.Since} only; correct one of the two", $"ストア '{store.Name}' は {store.Since} で加わるのに {store.Until} でなくなります。どちらかを直してください"));

        return stores;
    }

    // A store that is not declared at all is told where all names are checked.
    private bool Once(Dictionary<string, Name> said, Name name, ImmutableDictionary<string, Store> stores, Func<Store, ReleaseVersion?> declared, Message key)
    {
        if (!stores.TryGetValue(name, out var store))
            return false;
        if (said.TryGetValue(name, out var first) || declared(store) is not null)
        {
            findings.Report(SyntaxRules.DuplicateName, name.Place, new(
                $"That store {Quote.Of(name)} {(ReferenceEquals(said, _came) ? "comes" : "goes")} is said twice, by a release or by '{key.English}'; keep one",
                $"ストア {Quote.Of(name)} が{(ReferenceEquals(said, _came) ? "加わる" : "なくなる")}ことが、リリースか '{key.Japanese}' で 2 回書かれています。一方を残してください"), new RelatedPlace(first?.Place ?? store.Place, new("the other", "もう一方")));
            return false;
        }

        said.Add(name, name);
        return true;
    }

    private void ReportAbsent(Name name, ReleaseVersion version, ImmutableDictionary<string, Store> stores)
    {
        if (stores.TryGetValue(name, out var store) && !store.IsIn(version))
            findings.Report(SyntaxRules.UnresolvedReference, name.Place, new(
                $"Release '{version}' changes store {Quote.Of(name)}, which it does not have", $"リリース '{version}' が変更するストア {Quote.Of(name)} は、そのリリースにありません"), new RelatedPlace(store.Place, new("the store is declared here", "ストアの宣言")));
    }
}
