using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Checks that a store and the one that replaces it fit together: of one kind, one going as the other comes, and each replaced once.</summary>
internal static class ReplacementCheck
{
    public static void Report(Application application, FindingSink findings)
    {
        var taken = new Dictionary<string, Name>(StringComparer.Ordinal);
        foreach (var store in application.Stores.Values.Where(store => store.ReplacedBy is not null).OrderBy(store => store.Place.Start))
        {
            var name = store.ReplacedBy!;
            var other = application.Stores[name];
            var declared = new RelatedPlace(other.Place, new("the other store is declared here", "もう一方のストアの宣言"));
            if (store.Until is not { } until)
                findings.Report(SyntaxRules.WrongValue, name.Place, new(
                    $"Store '{store.Name}' is replaced by '{name}' and stays; name with 'until' the first version that no longer has it",
                    $"ストア '{store.Name}' は '{name}' に置き換わりますが、なくなるバージョンの指定がありません。'until' を書いてください"), declared);
            else if (other.Since != until)
                findings.Report(SyntaxRules.UnresolvedReference, name.Place, new(
                    $"Store '{name}' replaces '{store.Name}', which goes with {until}; write 'since: {until}' there",
                    $"ストア '{name}' は {until} でなくなる '{store.Name}' の後継です。'{name}' に 'since: {until}' と書いてください"), declared);
            else if (other.Kind != store.Kind)
                findings.Report(SyntaxRules.UnresolvedReference, name.Place, new(
                    $"Store '{name}' is of another kind than '{store.Name}', which it replaces; name one of the same kind",
                    $"ストア '{name}' は置き換え元の '{store.Name}' と種類が異なります。同じ種類のストアを指定してください"), declared);
            else if (taken.TryGetValue(name, out var first))
                findings.Report(SyntaxRules.DuplicateName, name.Place, new(
                    $"Store '{name}' replaces another one already; name a store of its own",
                    $"ストア '{name}' はすでに別のストアの後継です。別のストアを指定してください"), new RelatedPlace(first.Place, new("taken here", "ここで使われています")));
            else
                taken.Add(name, name);
        }
    }
}
