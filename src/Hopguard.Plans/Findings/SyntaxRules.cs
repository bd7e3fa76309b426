using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>What keeps a file from being understood.</summary>
public static class SyntaxRules
{
    /// <summary>HOP900.</summary>
    public static readonly Rule NoCodeForUnreadablePlan = Rule.Error(
        "HOP900",
        new("A plan cannot be read, so no code was made for it", ""),
        new("Tasks and names of the plan are missing from the compilation until its file can be read.", ""));

    /// <summary>HOP901.</summary>
    public static readonly Rule MalformedYaml = Rule.Error(
        "HOP901",
        new("The file is not well-formed YAML in UTF-8", ""),
        new("Nothing can be said about a plan that cannot be read.", ""));

    /// <summary>HOP902.</summary>
    public static readonly Rule ForbiddenYaml = Rule.Error(
        "HOP902",
        new("The file uses YAML that plans do without", ""),
        new("Anchors, aliases, tags, merge keys, several documents and deep nesting hide what a plan does, or are attacks on its reader.", ""));

    /// <summary>HOP903.</summary>
    public static readonly Rule DuplicateKey = Rule.Error(
        "HOP903",
        new("A key is written twice", ""),
        new("Only one of the two values could count, and readers disagree about which.", ""));

    /// <summary>HOP904.</summary>
    public static readonly Rule UnknownKey = Rule.Error(
        "HOP904",
        new("A key is not known here", ""),
        new("A misspelt key would silently mean its default.", ""));

    /// <summary>HOP905.</summary>
    public static readonly Rule MissingKey = Rule.Error(
        "HOP905",
        new("A required key is missing", ""),
        new("There is no safe default for it.", ""));

    /// <summary>HOP906.</summary>
    public static readonly Rule WrongValue = Rule.Error(
        "HOP906",
        new("A value is not of its key's type or out of its range", ""),
        new("A plan means exactly what it says; values are never bent to fit.", ""));

    /// <summary>HOP907.</summary>
    public static readonly Rule UnknownStep = Rule.Error(
        "HOP907",
        new("A step is of no known kind", ""),
        new("A step that nobody can do cannot be part of a plan.", ""));

    /// <summary>HOP908.</summary>
    public static readonly Rule UnresolvedReference = Rule.Error(
        "HOP908",
        new("A name refers to nothing, or to something of another kind", ""),
        new("Stores and services come from the application's file, copies, trials and sources from earlier steps.", ""));

    /// <summary>HOP909.</summary>
    public static readonly Rule DuplicateName = Rule.Error(
        "HOP909",
        new("A name is given twice", ""),
        new("Later steps, journals and evidence could not tell the two apart.", ""));

    /// <summary>HOP910.</summary>
    public static readonly Rule ApplicationMissing = Rule.Error(
        "HOP910",
        new("A plan has no application file, or names another application than the one beside it", ""),
        new("Services, stores and releases of a plan come from 'application.yaml' in the same folder.", ""));

    /// <summary>All of them, by id. An id is never used again, not even when its rule is gone.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        NoCodeForUnreadablePlan,
        MalformedYaml,
        ForbiddenYaml,
        DuplicateKey,
        UnknownKey,
        MissingKey,
        WrongValue,
        UnknownStep,
        UnresolvedReference,
        DuplicateName,
        ApplicationMissing,
    ];
}
