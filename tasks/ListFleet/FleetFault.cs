using Hopguard.Engine;
using Hopguard.Engine.Formatting;

namespace Hopguard.Tasks.ListFleet;

/// <summary>Something that is wrong in an inventory.</summary>
/// <param name="Line">Where, counted from 1.</param>
/// <param name="Fact">What, with the file as its subject.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record FleetFault(long Line, string Fact, string Remedy)
{
    /// <summary>All that is wrong in a file as one error.</summary>
    /// <param name="path">The file.</param>
    /// <param name="faults">What is wrong, at least one.</param>
    public static HopguardException ToError(string path, IReadOnlyCollection<FleetFault> faults)
    {
        var sorted = faults.Distinct().OrderBy(fault => fault.Line).ToList();
        return sorted is [var only]
            ? ExitCodes.Unusable($"File '{path}' {only.Fact}, line {only.Line}", only.Remedy)
            : ExitCodes.Unusable(
                $"File '{path}' is wrong in {Counts.Of(sorted.Count, "place")}: {string.Join("; ", sorted.Select(fault => $"line {fault.Line} {fault.Fact}"))}",
                string.Join("; ", sorted.Select(fault => $"line {fault.Line}: {fault.Remedy}")));
    }
}
