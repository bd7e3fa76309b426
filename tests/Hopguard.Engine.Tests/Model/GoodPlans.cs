using System.Globalization;
using System.Reflection;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>Plans that are called good: the shipped ones, and those of the corpus that people found nothing wrong with.</summary>
internal static class GoodPlans
{
    private const string ApplicationFile = "application.yaml";
    private const int MostPairs = 100;
    private const string NothingExpected = "# expect: none";

    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// Their paths below the repository, in order; of one for a range of versions each pair with <c>@1.0..2.0</c> behind it, and of a procedure also each release before the newest whose stores are others,
    /// with <c>@1.0</c> behind it.
    /// </summary>
    public static IReadOnlyList<string> Paths { get; } =
    [
        .. Written.SelectMany(PathsOf),
    ];

    private static IEnumerable<string> Written =>
    [
        .. Files("plans").Where(path => !IsApplication(path) && !IsCompose(path)),
        .. Files("tests/corpus").Where(path => !IsApplication(path) && File.ReadLines(Path.Combine(Root, path)).Any(line => line == NothingExpected)),
    ];

    /// <summary>Those in which a kill is tried at every change of the world: the shipped ones, one with two clusters, and one that migrates a cluster where it lies.</summary>
    public static IReadOnlyList<string> Closely { get; } =
        [.. Paths.Where(path => (path.StartsWith("plans", StringComparison.Ordinal) && !path.Contains('@')) || path.Contains("two-clusters", StringComparison.Ordinal) || path.EndsWith("memos/good/1.1.0-1.2.0.yaml", StringComparison.Ordinal))];

    /// <summary>Reads a plan and its application.</summary>
    public static (Application Application, Plan Plan) Read(string path)
    {
        if (path.Split('@') is not [var file, var pair])
            return ReadFile(path);

        var (application, range) = ReadFile(file);
        var ends = pair.Split(':')[^1].Split("..");
        if (range.Range is { Base: { } change })
            return (application, ReadBase(application, range, change, pair.Split(':')[0], [.. ends.Select(end => int.Parse(end, CultureInfo.InvariantCulture))]));
        if (ends is [var installed])
            return (application, range with { From = application.FindRelease(installed)!.Version });

        return (application, PlanExpansion.Of(application, range, application.FindRelease(ends[0])!, application.FindRelease(ends[1])!).Value!);
    }

    private static Plan ReadBase(Application application, Plan range, BaseRange change, string version, int[] majors) => PlanExpansion.Of(
        application, range, PlanExpansion.On(application, change, application.FindRelease(version)!, majors[0]), PlanExpansion.On(application, change, application.FindRelease(version)!, majors[1])).Value!;

    /// <summary>Reads a plan as it is written.</summary>
    public static (Application Application, Plan Plan) ReadFile(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        while (!File.Exists(Path.Combine(Root, folder, ApplicationFile)))
            folder = Path.GetDirectoryName(folder)!;

        // One folder for both, as plans are shipped.
        var set = PlanSet.Read([Text(Path.Combine(folder, ApplicationFile), folder), Text(path, folder)]);
        return (set.Applications.Single(), set.Plans.Single());
    }

    private static IEnumerable<string> PathsOf(string path)
    {
        var (application, plan) = ReadFile(path);
        if (plan.To is null && plan.Range is null)
            return application.Releases.Where(release => HasCommands(release, application, plan)).Reverse().DistinctBy(release => StoresIn(application, release)).Skip(1).Select(release => $"{path}@{release.Version}").Prepend(path);
        if (plan.Range is null)
            return [path];

        // Majors are told apart by nothing that the model has.
        if (plan.IsOfBase)
            return PlanExpansion.PairsOf(application, plan, [plan]).DistinctBy(pair => PlanExpansion.Of(application, plan, pair.From, pair.To).Value!.Steps.Length)
                .Select(pair => $"{path}@{pair.From.Version}:{pair.From.PostgreSqlMajor}..{pair.To.PostgreSqlMajor}");

        // Of thousands of pairs most have the same steps as another.
        var pairs = PlanExpansion.PairsOf(application, plan, [plan]).ToList();
        var tried = pairs.Count <= MostPairs ? pairs : pairs.DistinctBy(pair => string.Join(' ', PlanExpansion.Of(application, plan, pair.From, pair.To).Value!.Steps.Select(step => step.Id)));
        return tried.Select(pair => $"{path}@{pair.From.Version}..{pair.To.Version}");
    }

    // What a release brought cannot be run in those before it, and is refused there.
    private static bool HasCommands(Release release, Application application, Plan plan) => plan.Steps.OfType<RunCommand>().All(step =>
        application.Releases.FirstOrDefault(other => other.PostUpgrade.Any(command => command.ToString() == string.Join(' ', step.Command.Select(word => word.Text)))) is not { } brought || release.Version >= brought.Version);

    private static string StoresIn(Application application, Release release) => string.Join(
        ' ', new ModelStores(application).In(release).Where(store => release.Services.Contains(store.Service)).OrderBy(store => store.Name, StringComparer.Ordinal)
            .Select(store => $"{store.Name}:{store.Service}:{store.Volume}:{store.Disposable}"));

    private static PlanFile Text(string path, string folder) => new(Path.Combine(folder, Path.GetFileName(path)), File.ReadAllText(Path.Combine(Root, path)));

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(Path.Combine(Root, folder), "*.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal);

    private static bool IsApplication(string path) => Path.GetFileName(path) == ApplicationFile;

    private static bool IsCompose(string path) => path.Contains("/compose/", StringComparison.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Build.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository");

        return folder.FullName;
    }
}
