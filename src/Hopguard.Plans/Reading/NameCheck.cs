using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Remembers the names that a file uses while it is read, and checks them when all that it declares is known.</summary>
internal sealed class NameCheck
{
    private readonly List<(Name Name, string Owner)> _stores = [];
    private readonly List<(Name Name, string Owner)> _services = [];

    public Name Store(Name name, string owner)
    {
        _stores.Add((name, owner));
        return name;
    }

    public Name Service(Name name, string owner)
    {
        _services.Add((name, owner));
        return name;
    }

    public void Report(Application application, FindingSink findings)
    {
        foreach (var (name, owner) in _stores.Where(used => !application.Stores.ContainsKey(used.Name)))
            findings.Report(SyntaxRules.UnresolvedReference, name.Place, Message(owner, "store", name, application.Stores.Keys));

        foreach (var (name, owner) in _services.Where(used => !application.Services.ContainsKey(used.Name)))
            findings.Report(SyntaxRules.UnresolvedReference, name.Place, Message(owner, "service", name, application.Services.Keys));
    }

    private static string Message(string owner, string kind, Name name, IEnumerable<string> known) =>
        $"{owner} names the {kind} {Quote.Of(name)}, which is not declared{Suggestion.For(name, known)}";
}
