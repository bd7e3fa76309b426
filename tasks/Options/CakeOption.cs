namespace Hopguard.Tasks.Options;

/// <summary>An option that belongs to Cake, as every Cake build has it.</summary>
/// <param name="Names">Its spellings, without dashes; the first is the one to show.</param>
/// <param name="Value">What its value is, for the help; null for a flag.</param>
/// <param name="Summary">One sentence for the help.</param>
public sealed record CakeOption(IReadOnlyList<string> Names, string? Value, string Summary)
{
    private static readonly string[] Levels = ["quiet", "minimal", "normal", "verbose", "diagnostic", "q", "m", "n", "v", "d"];

    /// <summary>The values allowed; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CakeOption> All { get; } =
    [
        new(["target", "t"], "name", "what to do; may be given several times"),
        new(["tree", "showtree"], null, "shows which target needs which"),
        new(["description", "descriptions", "showdescription", "showdescriptions"], null, "shows what each target is for"),
        new(["dryrun", "noop", "whatif"], null, "shows the targets that would run, in order, and runs none"),
        new(["exclusive", "e"], null, "runs the target without those that it needs"),
        new(["verbosity", "v"], "level", "quiet, minimal, normal, verbose or diagnostic; the last shows where an error comes from") { Choices = Levels },
        new(["working", "w"], "folder", "working directory"),
        new(["version", "ver"], null, "shows the versions of Hopguard and Cake"),
        new(["info"], null, "shows more about Cake"),
        new(["help", "h", "?"], null, "shows this"),
    ];

    /// <summary>The option with that spelling; null when there is none.</summary>
    public static CakeOption? Find(string name) => All.FirstOrDefault(option => option.Names.Contains(name, StringComparer.OrdinalIgnoreCase));
}
