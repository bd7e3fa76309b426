using System.Collections.Immutable;
using System.Globalization;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Fixes;

/// <summary>Steps that a plan may lack, written with the names of that plan and its application.</summary>
/// <param name="application">The application.</param>
/// <param name="plan">The plan.</param>
/// <param name="at">The number of the step that is wrong.</param>
internal sealed class StepTemplates(Application application, Plan plan, int at)
{
    // Of what a long plan has hundreds of, those near the finding count.
    private const int MostOfAKind = 8;
    private const int MostConditions = 2;

    private readonly List<Store> _stores =
        [.. application.Stores.Values.Where(store => store.IsIn(plan.From) && !store.Disposable).OrderBy(store => store.Name, StringComparer.Ordinal)];

    /// <summary>Copies of databases.</summary>
    public IReadOnlyList<DumpDatabase> Dumps { get; } = [.. Nearest(plan, step => step is DumpDatabase, at).Select(step => (DumpDatabase)plan.Steps[step])];

    /// <summary>Copies of volumes.</summary>
    public IReadOnlyList<BackUpVolumes> Archives { get; } = [.. Nearest(plan, step => step is BackUpVolumes, at).Select(step => (BackUpVolumes)plan.Steps[step])];

    /// <summary>Copies restored side by side.</summary>
    public IReadOnlyList<RestoreDatabase> Trials { get; } = [.. Nearest(plan, step => step is RestoreDatabase, at).Select(step => (RestoreDatabase)plan.Steps[step])];

    /// <summary>Stores that an archive can hold.</summary>
    public IEnumerable<Store> Volumes => _stores.Where(store => store.IsCopiedAsFiles);

    /// <summary>Stores that a dump can hold.</summary>
    public IEnumerable<Store> Databases => _stores.Where(store => store.Kind == StoreKind.PostgreSql);

    /// <summary>The numbers of a few steps of a kind, those nearest to a place, in the order of the plan.</summary>
    public static IEnumerable<int> Nearest(Plan plan, Func<Step, bool> isMeant, int place)
    {
        var all = Enumerable.Range(0, plan.Steps.Length).Where(step => isMeant(plan.Steps[step])).ToList();
        return all.Count <= MostOfAKind ? all : all.OrderBy(step => Math.Abs(step - place)).Take(MostOfAKind).OrderBy(step => step);
    }

    /// <summary>Everything that could be missing.</summary>
    /// <param name="unresolved">Names that the plan uses and nothing gives.</param>
    /// <param name="near">Steps that the finding names: what they belong to, the missing one may belong to.</param>
    public IEnumerable<Template> All(IReadOnlyCollection<string> unresolved, IEnumerable<Step> near)
    {
        ImmutableArray<Template> all = [.. Checks(), .. Services(), .. Verifications(), .. NewCopies(unresolved), .. Changes()];
        var conditions = near.Select(step => step.When?.Written).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostConditions);
        return all.Concat(conditions.SelectMany(condition => all.Select(template => template.When(condition))));
    }

    private IEnumerable<Template> Checks()
    {
        foreach (var check in new[] { "check-target: {}", "check-space: { backup: 1.2, database: 2.0 }", "pull-images: {}", "accept: {}" })
            yield return new Template(isSafe: true, check);

        yield return new Template(isSafe: true, $"await-migrations: {{ service: {application.ProbeOf(plan.To).Service} }}");
        if (plan.Range is not null || plan.To is not null)
            yield return new Template(isSafe: true, $"verify-version: {{ expect: {plan.To?.ToString() ?? "target"} }}");
    }

    private IEnumerable<Template> Services()
    {
        var servers = Databases.Select(store => store.Service).Distinct(StringComparer.Ordinal).ToList();
        yield return new Template(isSafe: true, servers.Count == 0 ? "stop-services: {}" : $"stop-services: {{ all-but: [{string.Join(", ", servers)}] }}");
        yield return new Template(isSafe: true, "compose-down: {}");
        yield return new Template(isSafe: true, "start-services: {}");
        foreach (var server in servers)
            yield return new Template(isSafe: true, $"start-services: {{ only: [{server}] }}");
    }

    private IEnumerable<Template> Verifications()
    {
        foreach (var trial in Trials)
            yield return new Template(isSafe: true, $"verify-copy: {{ copy: {trial.Copy}, by: {trial.Into} }}");
        foreach (var archive in Archives)
            yield return new Template(isSafe: true, $"verify-copy: {{ copy: {archive.As}, by: {VerifyCopy.ReadBack} }}");
        foreach (var dump in Dumps)
            yield return new Template(isSafe: true, $"verify-store: {{ store: {dump.Store}, against: {dump.As} }}");
    }

    private IEnumerable<Template> NewCopies(IReadOnlyCollection<string> unresolved)
    {
        foreach (var store in Databases)
        {
            foreach (var name in unresolved)
                yield return new Template(isSafe: true, $"dump-database: {{ store: {store.Name}, as: {name} }}");

            var (dump, trial) = (Free("dump"), Free("trial"));
            yield return new Template(
                isSafe: true, $"dump-database: {{ store: {store.Name}, as: {dump} }}\n{Restore(dump, trial)}\nverify-copy: {{ copy: {dump}, by: {trial} }}");
        }

        foreach (var dump in Dumps)
        {
            foreach (var name in unresolved.Append(Free("trial")))
                yield return new Template(isSafe: true, Restore(dump.As, name));

            var trial = Free("trial");
            yield return new Template(isSafe: true, $"{Restore(dump.As, trial)}\nverify-copy: {{ copy: {dump.As}, by: {trial} }}");
        }

        var stores = string.Join(", ", Volumes.Select(store => store.Name));
        if (stores.Length == 0)
            yield break;

        foreach (var name in unresolved)
            yield return new Template(isSafe: true, $"back-up-volumes: {{ stores: [{stores}], as: {name} }}");
        var archive = Free("volumes");
        yield return new Template(isSafe: true, $"back-up-volumes: {{ stores: [{stores}], as: {archive} }}\nverify-copy: {{ copy: {archive}, by: {VerifyCopy.ReadBack} }}");
    }

    // These change what a store holds or what runs, so nobody gets them without asking.
    private IEnumerable<Template> Changes()
    {
        foreach (var dump in Dumps)
            yield return new Template(isSafe: false, $"retire-volume: {{ store: {dump.Store}, covered-by: {dump.As} }}");
        foreach (var trial in Trials)
        {
            if (Dumps.FirstOrDefault(dump => dump.As.Text == trial.Copy.Text) is { } dump)
                yield return new Template(isSafe: false, $"promote-volume: {{ trial: {trial.Into}, to: {dump.Store} }}");
        }

        if (plan.Range?.Base is { } change)
        {
            if (application.Stores.TryGetValue(change.Store, out var store))
                yield return new Template(isSafe: false, store.VersionVariable is { } chosen
                    ? $"set-setting: {{ name: {chosen}, value: \"{{postgresql}}\" }}"
                    : $"set-image-tag: {{ services: [{store.Service}], tag: \"{{postgresql}}\" }}");
            yield break;
        }

        if ((plan.Range is not null || plan.To is not null) && application.VersionVariable is { } variable)
            yield return new Template(isSafe: false, $"set-setting: {{ name: {variable}, value: {plan.To?.ToString() ?? "\"{to}\""} }}");
        foreach (var source in plan.Steps.OfType<FetchSource>().Take(MostOfAKind))
            yield return new Template(isSafe: false, $"switch-source: {{ to: {source.As}, keep-as: {(plan.Range is null ? $"{application.Name}_{plan.From?.ToString().Replace(".", string.Empty)}" : $"\"{application.Name}_{{from}}\"")} }}");
    }

    private string Restore(string dump, string trial)
    {
        var major = (plan.TargetIn(application) ?? plan.SourceIn(application))?.PostgreSqlMajor;
        return major is null
            ? $"restore-database: {{ copy: {dump}, into: {trial} }}"
            : $"restore-database: {{ copy: {dump}, into: {trial}, postgresql: {major.Value.ToString(CultureInfo.InvariantCulture)} }}";
    }

    private string Free(string wanted)
    {
        var taken = new HashSet<string>(
            plan.Steps.Select(step => step switch { DumpDatabase dump => dump.As.Text, BackUpVolumes archive => archive.As.Text, RestoreDatabase trial => trial.Into.Text, _ => string.Empty }),
            StringComparer.Ordinal);
        var name = wanted;
        for (var number = 2; taken.Contains(name); number++)
            name = $"{wanted}-{number.ToString(CultureInfo.InvariantCulture)}";

        return name;
    }
}
