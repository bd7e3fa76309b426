using Hopguard.Engine.Journals;
using Hopguard.Engine.Steps;

namespace Hopguard.Engine.Reports;

/// <summary>How a step tells the report what it keeps where: a retired volume, an old source tree.</summary>
public static class KeptObjects
{
    internal const string Prefix = "kept:";

    /// <summary>Parts the names where several things are kept under one.</summary>
    public const string Separator = ", ";

    private const string RemovalPrefix = "removal:";

    /// <summary>Notes that something is kept.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="what">What it is, for people: <c>retired data of store 'database'</c>.</param>
    /// <param name="where">The path or the volume's name; empty when it is kept no more.</param>
    public static void Keeps(this StepMemory memory, string what, string where) => memory.Remember(Prefix + what, where);

    /// <summary>Notes that something is kept which nothing uses and no copy holds, with the command that removes it: it is for its owner to say whether anybody misses it.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="what">What it is, for people.</param>
    /// <param name="names">The names of the things.</param>
    /// <param name="command">What stands before the names in that command.</param>
    public static void KeepsUnused(this StepMemory memory, string what, IEnumerable<string> names, string command)
    {
        memory.Keeps(what, string.Join(Separator, names));
        memory.Remember(RemovalPrefix + what, command);
    }

    internal static string? RemovalOf(RunHistory history, string what) => history.RecallAll(RemovalPrefix).LastOrDefault(note => note.Key == what).Text;

    /// <summary>What the data of a store is called that was put aside.</summary>
    public static string RetiredData(string store) => $"retired data of store '{store}'";

    /// <summary>Whether it was said to be kept, and not since to be gone.</summary>
    public static bool IsKept(this StepMemory memory, string what) => memory.Recall(Prefix + what) is { Length: > 0 };
}
