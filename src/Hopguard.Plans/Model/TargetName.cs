using System.Collections.Immutable;

namespace Hopguard.Plans.Model;

/// <summary>How the targets of an application are called: what is done and to what, every word with a capital: <c>UpgradeNotes</c>, <c>BackupMyNotes</c>.</summary>
public static class TargetName
{
    /// <summary>Leads to the newest version that a hop leads to.</summary>
    public const string Upgrade = "Upgrade";

    /// <summary>Puts the version before back.</summary>
    public const string Rollback = "Rollback";

    /// <summary>Looks at a deployment.</summary>
    public const string Status = "Status";

    /// <summary>What every application with plans has, so that no procedure can be called so.</summary>
    public static ImmutableArray<string> OfEvery { get; } = [Upgrade, Rollback, Status];

    /// <summary>The target that does something to an application.</summary>
    /// <param name="work">What it does: one of the words above, or the name of a procedure.</param>
    /// <param name="application">The application's name.</param>
    /// <remarks>The application stands behind the first word, as one says it: <c>clean-export-cache</c> of <c>notes</c> is <c>CleanNotesExportCache</c>.</remarks>
    public static string Of(string work, string application)
    {
        var words = work.Split('-');
        return Words(words[0]) + Words(application) + Words(string.Join("-", words.Skip(1)));
    }

    /// <summary>The target of a plan that changes what is below the version: <c>UpgradeNotesDatabase</c>.</summary>
    /// <param name="plan">The plan's name.</param>
    /// <param name="application">The application's name.</param>
    public static string OfBase(string plan, string application) => Of(Upgrade, application) + Words(plan);

    /// <summary>
    /// The target of an application under which a plan runs: its procedures, what changes the base below its versions, and the hop that leads farthest have one; any other hop is a target by its
    /// id alone.
    /// </summary>
    /// <param name="plan">The plan, or what a range came to for a pair of versions.</param>
    /// <param name="all">All plans of the application.</param>
    public static string Of(Plan plan, IEnumerable<Plan> all) =>
        plan.Procedure is { } procedure ? Of(procedure, plan.Application)
        : plan is { IsOfBase: true, Name: { } name } ? OfBase(name, plan.Application)
        : IsPassed(plan, [.. all]) ? plan.Id
        : Of(Upgrade, plan.Application);

    private static bool IsPassed(Plan plan, ImmutableArray<Plan> all) =>
        PlanReach.Of(all.FirstOrDefault(written => written.Id == plan.Id) ?? plan) is { } own && all.Select(PlanReach.Of).Any(other => other?.IsBefore(own) == true);

    private static string Words(string name) => string.Concat(name.Split('-').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
}
