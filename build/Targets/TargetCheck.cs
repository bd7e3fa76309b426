using Hopguard.Engine;
using Hopguard.Tasks.Options;

namespace Hopguard.Build.Targets;

/// <summary>Refuses targets that there are not before anything runs.</summary>
public static class TargetCheck
{
    private static readonly string[] NeedNoTarget = ["tree", "description", "version", "info"];

    /// <summary>Checks the targets asked for.</summary>
    /// <exception cref="HopguardException">A target is unknown, or none is given where one is needed.</exception>
    public static void Check(CommandLine line, IReadOnlyList<Target> targets)
    {
        var names = targets.Select(target => target.Name).ToList();
        if (line.Targets.Count == 0 && !NeedNoTarget.Any(line.Has))
            throw new HopguardException("No target is given", "Write '--target=<name>'; '--help' lists the targets and '--tree' shows what they need");

        foreach (var unknown in line.Targets.Where(target => !names.Contains(target, StringComparer.OrdinalIgnoreCase)))
            throw new HopguardException($"Target '{unknown}' is unknown", DidYouMean.Remedy(unknown, names, "'--help' lists the targets"));
    }
}
