using Cake.Core;

namespace Hopguard.Hosting.Targets;

/// <summary>The tasks that a program puts between the steps of plans.</summary>
/// <param name="cake">Cake's engine, which has all tasks.</param>
internal sealed class OwnTasks(ICakeEngine cake)
{
    private readonly Dictionary<string, CakeTask> _byName = cake.Tasks.Cast<CakeTask>().ToDictionary(task => task.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Writes what a task says of the one behind it where that one says what it depends on, which is all that a tree shows. What the task depends on by itself is said once, so that a tree stays as
    /// long as the plan.
    /// </summary>
    public void Settle()
    {
        foreach (var task in _byName.Values.Where(task => task.Dependees.Count > 0).ToList())
        {
            foreach (var behind in task.Dependees.Select(dependee => Find(dependee.Name)).OfType<CakeTask>())
            {
                var before = Before([task.Name]);
                behind.Dependencies.RemoveAll(dependency => before.Contains(dependency.Name));
                behind.Dependencies.Add(new CakeTaskDependency(task.Name, required: true));
            }

            // Left to Cake is what does not exist: it says so.
            task.Dependees.RemoveAll(dependee => Find(dependee.Name) is not null);
        }
    }

    /// <summary>The names of these tasks and of all that they depend on.</summary>
    public IReadOnlySet<string> Before(IEnumerable<string> names)
    {
        var (found, next) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), new Stack<string>(names));
        while (next.TryPop(out var name))
        {
            if (!found.Add(name) || Find(name) is not { } task)
                continue;

            foreach (var dependency in task.Dependencies)
                next.Push(dependency.Name);
        }

        return found;
    }

    /// <summary>Lays the tasks that stand before a step of a plan for many pairs of versions once more, for one hop: it has steps of its own, and may not be the only one of that plan.</summary>
    /// <param name="plan">The id of the plan.</param>
    /// <param name="behind">What they stand before: a step of the plan, its end, or what depends on it.</param>
    /// <param name="version">The version that the hop leads to.</param>
    /// <param name="before">The task of the hop that they follow; null at its beginning.</param>
    /// <returns>The last of them; <paramref name="before"/> where there is none.</returns>
    public string? LayBefore(string plan, string behind, string version, string? before)
    {
        foreach (var own in Find(behind)?.Dependencies.Select(dependency => Find(dependency.Name)).OfType<CakeTask>().Where(task => !IsPart(task.Name, plan)).ToList() ?? [])
            before = Lay(own, plan, version, before);
        return before;
    }

    private string Lay(CakeTask own, string plan, string version, string? before)
    {
        var name = $"{own.Name}@{version}";
        // It stands before an earlier step of this hop as well, and is done then.
        if (before is not null && Find(name) is not null)
            return before;

        var others = own.Dependencies.Select(dependency => dependency.Name).Where(other => !IsPart(other, plan)).ToLookup(other => Before([other]).Any(earlier => IsPart(earlier, plan)));
        foreach (var other in others[true].Select(Find).OfType<CakeTask>().ToList())
            before = Lay(other, plan, version, before);

        var laid = cake.RegisterTask(name).Description(own.Description);
        // What has nothing to do with the plan is done once.
        foreach (var needed in others[false].Prepend(before).OfType<string>())
            laid.IsDependentOn(needed);
        var task = _byName[name] = Find(cake, name);
        task.Actions.AddRange(own.Actions);
        task.Criterias.AddRange(own.Criterias);
        (task.ErrorHandler, task.ErrorReporter, task.FinallyHandler) = (own.ErrorHandler, own.ErrorReporter, own.FinallyHandler);
        return name;
    }

    private static bool IsPart(string name, string plan) => name.Equals(plan, StringComparison.OrdinalIgnoreCase) || name.StartsWith(plan + "/", StringComparison.OrdinalIgnoreCase);

    private CakeTask? Find(string name) => _byName.GetValueOrDefault(name);

    private static CakeTask Find(ICakeEngine cake, string name) => (CakeTask)cake.Tasks.First(task => task.Name == name);
}
