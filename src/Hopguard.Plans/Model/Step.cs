using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>
/// One typed operation of a plan. A kind of step is one record in the folder <c>Steps</c>: its keys, its documentation and its effects on the symbolic state;
/// the handler that does it lives in the project that can.
/// </summary>
public abstract record Step
{
    /// <summary>Unique in its plan: the kind, numbered from the second of a kind on (<c>start-services-2</c>), unless the plan gives an <c>id</c>.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Where the step's kind is written.</summary>
    public SourcePlace Place { get; init; }

    /// <summary>What the plan writes behind the step's kind, in the order of writing; keys left out are missing here.</summary>
    public ImmutableArray<StepArgument> Arguments { get; init; } = [];

    /// <summary>When it belongs to a hop, in a plan for many pairs of versions; null where it always does.</summary>
    public StepCondition? When { get; init; }

    /// <summary>Where the value of a key is written; the step's own place when the plan leaves the key out.</summary>
    public SourcePlace PlaceOf(string key)
    {
        var argument = Arguments.FirstOrDefault(candidate => candidate.Key == key);
        return argument?.Place ?? Place;
    }

    /// <summary>What the step does to the places where data lives and to the services, in the order in which it happens.</summary>
    public abstract IEnumerable<Effect> Effects { get; }
}

/// <summary>A key of a step with its value, as written.</summary>
/// <param name="Key">The key.</param>
/// <param name="Text">The value in flow style: <c>dump</c>, <c>[media, keys]</c>.</param>
/// <param name="Place">Where the value stands.</param>
public sealed record StepArgument(string Key, string Text, SourcePlace Place);

/// <summary>Names a kind of step and says in one sentence what it does.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StepKindAttribute(string name, string summary) : Attribute
{
    /// <summary>The key in YAML: <c>dump-database</c>.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence for schema, documentation and <c>--description</c>.</summary>
    public string Summary { get; } = summary;

    /// <summary>Whether the kind only writes a vendor's procedure down, so that it can be judged: the program never does it.</summary>
    public bool Literal { get; set; }

    /// <summary>What a plan says instead of a literal kind; empty where it says nothing.</summary>
    public string Instead { get; set; } = string.Empty;
}

/// <summary>Binds a property of a step to a key in YAML. A property declared <c>required</c> is a required key.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyAttribute(string name, string summary) : Attribute
{
    /// <summary>The key in YAML.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence for schema and documentation.</summary>
    public string Summary { get; } = summary;

    /// <summary>What the value must name, or <see cref="Reference.None"/>.</summary>
    public Reference Refers { get; set; }

    /// <summary>What a new name stands for, where <see cref="Refers"/> is <see cref="Reference.New"/>.</summary>
    public Reference Makes { get; set; } = Reference.Copy;

    /// <summary>The kinds of store that a named store, or the store of a named copy, may be of; empty for any.</summary>
    public StoreKind[] StoreKinds { get; set; } = [];

    /// <summary>Whether the key only writes a vendor's procedure down, so that it can be judged: the program refuses to run a step that has it.</summary>
    public bool Literal { get; set; }

    /// <summary>What a text has to look like; names that refer to something are always <see cref="ValueForm.Name"/>.</summary>
    public ValueForm Form { get; set; }

    /// <summary>The smallest number allowed.</summary>
    public double Minimum { get; set; }

    /// <summary>The largest number allowed.</summary>
    public double Maximum { get; set; } = int.MaxValue;
}

/// <summary>What a name in a step refers to.</summary>
public enum Reference
{
    /// <summary>Nothing: a plain value.</summary>
    None,

    /// <summary>A store of the application.</summary>
    Store,

    /// <summary>A service of the application, in either version.</summary>
    Service,

    /// <summary>A copy that an earlier step took.</summary>
    Copy,

    /// <summary>A trial that an earlier step made.</summary>
    Trial,

    /// <summary>What proves a copy: a trial that an earlier step made, or <c>read-back</c>.</summary>
    Proof,

    /// <summary>A source tree that an earlier step fetched or kept.</summary>
    Source,

    /// <summary>A new copy, trial or source: the name must not be taken.</summary>
    New,
}
