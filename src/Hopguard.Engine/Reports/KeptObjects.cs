using Hopguard.Engine.Steps;

namespace Hopguard.Engine.Reports;

/// <summary>How a step tells the report what it keeps where: a retired volume, an old source tree.</summary>
public static class KeptObjects
{
    internal const string Prefix = "kept:";

    /// <summary>Notes that something is kept.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="what">What it is, for people: <c>retired data of store 'database'</c>.</param>
    /// <param name="where">The path or the volume's name; empty when it is kept no more.</param>
    public static void Keeps(this StepMemory memory, string what, string where) => memory.Remember(Prefix + what, where);

    /// <summary>What the data of a store is called that was put aside.</summary>
    public static string RetiredData(string store) => $"retired data of store '{store}'";

    /// <summary>Whether it was said to be kept, and not since to be gone.</summary>
    public static bool IsKept(this StepMemory memory, string what) => memory.Recall(Prefix + what) is { Length: > 0 };
}
