using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Remembers the names that a file uses while it is read, and checks them when all that it declares is known.</summary>
internal sealed class NameCheck
{
    // Who has more is not misspelling: each is held against all names there are.
    private const int MostFindings = 100;

    private readonly List<Use> _stores = [];
    private readonly List<Use> _services = [];

    public Name Store(Name name, Message owner)
    {
        _stores.Add(new Use(name, owner));
        return name;
    }

    public Name Service(Name name, Message owner)
    {
        _services.Add(new Use(name, owner));
        return name;
    }

    public void Report(Application application, FindingSink findings)
    {
        foreach (var (name, owner) in _stores.Where(used => !application.Stores.ContainsKey(used.Name)).Take(MostFindings))
            findings.Report(SyntaxRules.UnresolvedReference, name.Place, Undeclared(owner, new("store", "ストア"), name, application.Stores.Keys));

        foreach (var (name, owner) in _services.Where(used => !application.Services.ContainsKey(used.Name)).Take(MostFindings))
            findings.Report(SyntaxRules.UnresolvedReference, name.Place, Undeclared(owner, new("service", "サービス"), name, application.Services.Keys));
    }

    private static Message Undeclared(Message owner, Message kind, Name name, IEnumerable<string> known) => new Message(
        $"{owner.English} names the {kind.English} {Quote.Of(name)}, which is not declared",
        $"{owner.Japanese} が指す{kind.Japanese} {Quote.Of(name)} は宣言されていません") + Suggestion.For(name, known);

    private sealed record Use(Name Name, Message Owner);
}
