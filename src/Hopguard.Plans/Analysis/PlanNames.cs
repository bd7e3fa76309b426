using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis;

/// <summary>Resolves the names that steps use, in the order of steps: stores and services of the application; copies, trials and sources of earlier steps.</summary>
internal sealed class PlanNames
{
    // Who has more is not misspelling: each is held against all names there are.
    private const int MostFindings = 100;

    private readonly Application _application;
    private readonly FindingSink _findings = new();
    private readonly Dictionary<string, Given> _given = new(StringComparer.Ordinal);
    private readonly List<Use> _uses = [];

    private PlanNames(Application application) => _application = application;

    /// <summary>Names that refer to nothing, or are given twice.</summary>
    public static ImmutableArray<Finding> Check(Application application, Plan plan)
    {
        var names = new PlanNames(application);
        foreach (var step in plan.Steps.TakeWhile(_ => !names.IsFull))
            names.Check(step);

        return names._findings.ToImmutable();
    }

    private bool IsFull => _findings.Count >= MostFindings;

    private void Check(Step step)
    {
        _uses.Clear();
        AddUses(StepKind.Of(step).Keys, step);

        foreach (var use in _uses.TakeWhile(_ => !IsFull))
            Check(use.Key, use.Name);
    }

    private void AddUses(ImmutableArray<StepKey> keys, object owner)
    {
        foreach (var key in keys)
        {
            if (key.Attribute.Refers != Reference.None || key.ValueType == typeof(StoreUse))
                AddUses(key.Attribute, key.Property.GetValue(owner));
        }
    }

    private void AddUses(KeyAttribute key, object? value)
    {
        if (value is Name one)
            _uses.Add(new Use(key, one));
        else if (value is ImmutableArray<Name> several)
            _uses.AddRange(several.Select(name => new Use(key, name)));
        else if (value is StoreUse use)
            AddUses(StoreUse.Keys, use);
    }

    private void Check(KeyAttribute key, Name name)
    {
        switch (key.Refers)
        {
            case Reference.Store when Declared(new("store", "ストア"), name, _application.Stores):
                CheckKind(key, name, name);
                break;
            case Reference.Service:
                Declared(new("service", "サービス"), name, _application.Services);
                break;
            case Reference.New:
                Give(key.Makes, name);
                break;
            case Reference.Proof when name.Text != VerifyCopy.ReadBack:
                Earlier(Reference.Trial, name);
                break;
            case Reference.Copy or Reference.Trial or Reference.Source:
                foreach (var store in Earlier(key.Refers, name))
                    CheckKind(key, name, store);
                break;
        }
    }

    private bool Declared<T>(Message what, Name name, ImmutableDictionary<string, T> known)
    {
        if (known.ContainsKey(name.Text))
            return true;

        _findings.Report(SyntaxRules.UnresolvedReference, name.Place, new Message(
            $"Application '{_application.Name}' has no {what.English} {Quote.Of(name)}",
            $"アプリケーション '{_application.Name}' に{what.Japanese} {Quote.Of(name)} はありません") + Suggestion.For(name, known.Keys));
        return false;
    }

    private void CheckKind(KeyAttribute key, Name name, Name store)
    {
        if (key.StoreKinds.Length == 0 || !_application.Stores.TryGetValue(store, out var found) || key.StoreKinds.Contains(found.Kind))
            return;

        var subject = ReferenceEquals(name, store)
            ? new Message($"Store '{store}'", $"ストア '{store}'")
            : new Message($"Copy '{name}' of store '{store}'", $"ストア '{store}' のコピー '{name}'");
        var kinds = key.StoreKinds.Select(kind => $"'{Text(kind)}'").ToList();
        _findings.Report(SyntaxRules.UnresolvedReference, name.Place, subject + new Message(
            $" is of kind '{Text(found.Kind)}' where {string.Join(" or ", kinds)} is wanted; name another, or use the step made for it",
            $" の種類は '{Text(found.Kind)}' ですが、ここでは {string.Join(" か ", kinds)} が要ります。別の名前を指定するか、専用のステップを使ってください"));
    }

    private void Give(Reference kind, Name name)
    {
        if (name.Text == VerifyCopy.ReadBack)
            _findings.Report(SyntaxRules.DuplicateName, name.Place, new(
                $"Name '{name}' has a meaning of its own in 'verify-copy'; choose another",
                $"名前 '{name}' は 'verify-copy' で特別な意味を持ちます。別の名前にしてください"));
        else if (_given.TryGetValue(name, out var first))
            _findings.Report(SyntaxRules.DuplicateName, name.Place, new(
                $"Name '{name}' is taken; choose another",
                $"名前 '{name}' はすでに使われています。別の名前にしてください"), new RelatedPlace(first.Name.Place, new("taken here", "ここで使われています")));
        else
            _given.Add(name, new Given(kind, name, Stores()));
    }

    // What a literal key names is where a copy is kept, not what it holds.
    private ImmutableArray<Name> Stores() => [.. _uses.Where(use => use.Key is { Refers: Reference.Store, Literal: false }).Select(use => use.Name)];

    private ImmutableArray<Name> Earlier(Reference wanted, Name name)
    {
        if (_given.TryGetValue(name, out var given) && given.Kind == wanted)
            return given.Stores;

        var known = _given.Where(pair => pair.Value.Kind == wanted).Select(pair => pair.Key);
        _findings.Report(SyntaxRules.UnresolvedReference, name.Place, new Message(
            $"No earlier step makes the {Text(wanted)} {Quote.Of(name)}",
            $"これより前のステップで{Japanese(wanted)} {Quote.Of(name)} は作られていません") + Suggestion.For(name, known));
        return [];
    }

    private static string Japanese(Reference reference) => reference switch
    {
        Reference.Copy => "コピー",
        Reference.Trial => "試験用の復元先",
        _ => "ソース",
    };

    private static string Text(Enum value) => value.ToString().ToLowerInvariant();

    /// <summary>A name in the step that is checked, and the key behind which it stands.</summary>
    private sealed record Use(KeyAttribute Key, Name Name);

    /// <summary>A name that a step gave, and the stores that the step worked on.</summary>
    private sealed record Given(Reference Kind, Name Name, ImmutableArray<Name> Stores);
}
