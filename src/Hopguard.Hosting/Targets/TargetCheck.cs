using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Runs;
using Hopguard.Tasks.Options;

namespace Hopguard.Hosting.Targets;

/// <summary>Refuses targets that there are not before anything runs.</summary>
internal static class TargetCheck
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
        RefuseUnreadOptions(line, [.. line.Targets.Select(name => targets.First(target => string.Equals(target.Name, name, StringComparison.OrdinalIgnoreCase)))], targets);
    }

    /// <summary>Checks that the point of a drill can be reached: a misspelt one would let the run go on as if there were none.</summary>
    /// <exception cref="HopguardException">It cannot.</exception>
    public static void CheckFailpoint(string? point, IReadOnlyList<Target> targets)
    {
        if (point is null)
            return;

        var (kind, step) = point.Split(':', 2) is [var first, var second] ? (first, second) : (point, string.Empty);
        if (!Failpoint.Kinds.Contains(kind, StringComparer.Ordinal))
            throw Wrong(point, "is no failpoint", kind, Failpoint.Kinds);

        // Of a route, the step of the hop that leads to a version.
        step = step.Split('/')[^1];
        var steps = targets.Where(target => target.IsStep).Select(target => target.Name.Split('/')[^1]).Distinct(StringComparer.Ordinal).ToList();
        if (!steps.Contains(step, StringComparer.Ordinal))
            throw Wrong(point, "names no step", step, steps);
    }

    /// <summary>Refuses a form in which no target tells anything: the operator would wait for a file that nobody writes.</summary>
    /// <exception cref="HopguardException">No target has such a form.</exception>
    public static void CheckFormat(string? format, IReadOnlyList<string> targets)
    {
        if (format is null or "text" || targets.Any(target => Is(target, "ValidatePlans") || string.Equals(FormOf(target), format, StringComparison.OrdinalIgnoreCase)))
            return;

        throw new HopguardException($"Option '--{OptionCatalogue.Format.Name}': '{format}' is no form in which target '{targets[0]}' tells anything", $"Write '--format={FormOf(targets[0])}', or leave it out");
    }

    // Findings have every form, all else one beside the text.
    private static string FormOf(string target) => Is(target, "ExplainRoute") ? "html" : "json";

    private static bool Is(string target, string name) => string.Equals(target, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses an address or a token that is nowhere, and a token that nobody would get.</summary>
    /// <exception cref="HopguardException">It cannot be read, or is given without the address that it is for.</exception>
    public static void CheckNotify(OptionValues options)
    {
        var address = NotifyAddress.Find(options);
        if (SecretReference.Find(OptionCatalogue.NotifySecret, options) is not null && address is null)
            throw new HopguardException($"Option '--{OptionCatalogue.NotifySecret.Name}' is given without the address that it is sent to", $"Add '--{OptionCatalogue.Notify.Name}=<address>', or leave it out");
    }

    // Typed and not read is worse than unknown: '--check' would let an upgrade run that was meant to be only looked at.
    private static void RefuseUnreadOptions(CommandLine line, List<Target> wanted, IReadOnlyList<Target> targets)
    {
        foreach (var option in OptionCatalogue.All.Where(option => line.Names.Contains(option.Name)))
        {
            if (wanted.Find(target => option.IsAgainst(target.Role)) is { } against)
                throw new HopguardException($"Option '--{option.Name}' has no meaning for target '{against.Name}'", $"Leave '--{option.Name}' out");
            if (wanted.Count > 0 && !wanted.Exists(target => option.IsReadBy(target.Name, target.Role)))
                throw new HopguardException($"Option '--{option.Name}' has no meaning for target '{wanted[0].Name}'", $"Leave it out; it belongs to {string.Join(", ", Target.Readers(option, targets))}");
        }
    }

    private static HopguardException Wrong(string point, string fact, string word, IReadOnlyList<string> known) => new(
        $"Option '{OptionCatalogue.KillAt.Name}': '{point}' {fact}", DidYouMean.Remedy(word, known, $"Example: {OptionCatalogue.KillAt.Example}"));
}
