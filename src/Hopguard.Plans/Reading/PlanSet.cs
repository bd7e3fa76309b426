using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>
/// All files of a <c>plans</c> folder: per application a folder with its <c>application.yaml</c> and its plans. What cannot be read is left out and has findings;
/// what the plans mean is judged by the analysis.
/// </summary>
public sealed class PlanSet
{
    private readonly Dictionary<Plan, Application> _applicationOf;

    private PlanSet(ImmutableArray<Application> applications, Dictionary<Plan, Application> applicationOf, ImmutableArray<Finding> findings, bool holdsPlans)
    {
        Applications = applications;
        HoldsPlans = holdsPlans;
        _applicationOf = applicationOf;
        Plans = [.. applicationOf.Keys.OrderBy(plan => plan.Path, StringComparer.Ordinal)];
        Findings = findings;
    }

    /// <summary>Applications that could be read, by path.</summary>
    public ImmutableArray<Application> Applications { get; }

    /// <summary>Plans that could be read and whose application could be read, by path.</summary>
    public ImmutableArray<Plan> Plans { get; }

    /// <summary>Whether any file was read as a plan, whatever came of it: without one, that nothing was found says nothing.</summary>
    public bool HoldsPlans { get; }

    /// <summary>What is wrong with the files as such; what is wrong with the plans in them is found by analysis.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>Reads all files of a <c>plans</c> folder.</summary>
    public static PlanSet Read(IEnumerable<PlanFile> files) => Read(files, (_, _) => { });

    /// <summary>Reads all files of a <c>plans</c> folder.</summary>
    /// <param name="files">The files.</param>
    /// <param name="whenRead">Called with each application and its plans as soon as they are read, on the calling thread.</param>
    internal static PlanSet Read(IEnumerable<PlanFile> files, Action<Application, ImmutableArray<Plan>> whenRead)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var applications = ImmutableArray.CreateBuilder<Application>();
        var plans = new Dictionary<Plan, Application>(IdentityComparer.Instance);
        var given = files.ToList();
        // An application that nobody opened stays: its plans are not without one.
        findings.AddRange(given.Where(file => file is { Unopened: not null, IsApplication: false }).Select(file => file.Skipped!));
        given.RemoveAll(file => file is { Unopened: not null, IsApplication: false });
        var severities = SeveritySettings.Read(given);
        findings.AddRange(severities.Findings);
        var all = given.Where(file => !SeveritySettings.Holds(file)).ToList();
        var applicationFolders = new HashSet<string>(all.Where(file => file.IsApplication).Select(file => ComposeFiles.Normal(file.Folder)), StringComparer.Ordinal);
        var compose = all.ToLookup(file => ComposeFiles.OwnerOf(file, applicationFolders), StringComparer.Ordinal);
        var holdsPlans = compose[null].Any(file => !file.IsApplication && file.Skipped is null);
        foreach (var folder in compose[null].GroupBy(file => file.Folder, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var read = PlanFolder.Read(folder, compose[ComposeFiles.Normal(folder.Key)], severities);
            findings.AddRange(read.Findings);
            if (read.Application is not { } application)
                continue;

            applications.Add(application);
            foreach (var plan in read.Plans)
                plans.Add(plan, application);

            whenRead(application, read.Plans);
        }

        var sink = new FindingSink();
        ReportTwins(applications, application => application.Name, application => Start(application.Path), new("Application", "アプリケーション"), sink);
        ReportTwins(
            plans.Keys.OrderBy(plan => plan.Path, StringComparer.Ordinal), plan => plan.Id, plan => plan.To is null ? plan.Application.Place : plan.ToPlace, new("Plan", "プラン"), sink);
        TargetNames.ReportTwins(applications, [.. plans.Keys.OrderBy(plan => plan.Path, StringComparer.Ordinal)], sink);
        findings.AddRange(sink.ToImmutable());
        return new PlanSet(applications.ToImmutable(), plans, findings.ToImmutable(), holdsPlans);
    }

    /// <summary>The application of that name; null when there is none.</summary>
    public Application? FindApplication(string name) => Applications.FirstOrDefault(application => application.Name == name);

    /// <summary>The plan of that <see cref="Plan.Id"/>; null when there is none.</summary>
    public Plan? FindPlan(string id) => Plans.FirstOrDefault(plan => plan.Id == id);

    /// <summary>The application that a plan of this set belongs to.</summary>
    public Application ApplicationOf(Plan plan) => _applicationOf[plan];

    /// <summary>The plans of an application, by path.</summary>
    public ImmutableArray<Plan> PlansOf(Application application) => [.. Plans.Where(plan => _applicationOf[plan].Path == application.Path)];

    private static void ReportTwins<T>(IEnumerable<T> items, Func<T, string> name, Func<T, SourcePlace> place, Message what, FindingSink findings)
    {
        foreach (var twins in items.GroupBy(name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
        {
            var first = place(twins.First());
            foreach (var twin in twins.Skip(1))
                findings.Report(SyntaxRules.DuplicateName, place(twin), Twice(what, twins.Key), new RelatedPlace(first, new("the other", "もう一方")));
        }
    }

    private static Message Twice(Message what, string name) =>
        new($"{what.English} '{name}' is in two files; remove one", $"{what.Japanese} '{name}' が 2 つのファイルにあります。一方を取り除いてください");

    private static SourcePlace Start(string path) => new(path, 0, 0, 1, 1, 1, 1);

    // Plans are records: comparing them by content would cost a walk over all steps for every look-up.
    private sealed class IdentityComparer : IEqualityComparer<Plan>
    {
        public static IdentityComparer Instance { get; } = new();

        public bool Equals(Plan? x, Plan? y) => ReferenceEquals(x, y);

        public int GetHashCode(Plan plan) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(plan);
    }
}
