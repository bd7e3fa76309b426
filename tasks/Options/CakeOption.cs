namespace Hopguard.Tasks.Options;

/// <summary>An option that belongs to Cake, as every Cake build has it.</summary>
/// <param name="Spellings">How it may be written, dashes included; the first is the one that Cake is given.</param>
/// <param name="Value">What its value is, for the help; null for a flag.</param>
/// <param name="Summary">One sentence for the help.</param>
public sealed record CakeOption(IReadOnlyList<string> Spellings, string? Value, string Summary)
{
    /// <summary>Its name, without dashes.</summary>
    public string Name => Spellings[0].TrimStart('-');

    /// <summary>Whether it may be given several times.</summary>
    public bool Repeatable { get; private init; }

    /// <summary>The values allowed; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>Whether the first letter of a choice stands for it.</summary>
    public bool HasInitials { get; private init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CakeOption> All { get; } =
    [
        new(["--target", "-t"], "name", "what to do; may be given several times") { Repeatable = true },
        new(["--tree", "--showtree"], null, "shows which target needs which"),
        new(["--description", "--descriptions", "--showdescription", "--showdescriptions"], null, "shows what each target is for"),
        new(["--dryrun", "--noop", "--whatif"], null, "shows the targets that would run, in order, and runs none"),
        new(["--exclusive", "-e"], null, "runs the target without those that it needs"),
        new(["--verbosity", "-v"], "level", "quiet, minimal, normal, verbose or diagnostic, or the first letter; the last shows where an error comes from")
        {
            Choices = ["quiet", "minimal", "normal", "verbose", "diagnostic"],
            HasInitials = true,
        },
        new(["--no-report"], null, "leaves out the table of times that ends a run at --verbosity=diagnostic"),
        new(["--working", "-w"], "folder", "working directory"),
        new(["--version", "--ver"], null, "shows the versions of Hopguard and Cake"),
        new(["--info"], null, "shows more about Cake"),
        new(["--help", "-h", "-?"], null, "shows this"),
    ];
}
