using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Mutations;

/// <summary>
/// A command or a line of shell runs where none did: one that says nothing of what it does, one that is known to do nothing, or one that declares that it writes to a store or destroys it.
/// </summary>
public static class Commanded
{
    /// <summary>The mutants.</summary>
    public static IEnumerable<Mutant> Of(PlanText plan, Application application)
    {
        var commands = Undeclared(application).Concat(Declared(application)).Concat(Lines(application)).ToList();
        for (var place = 0; place <= plan.Steps.Length; place++)
        {
            foreach (var (how, step) in commands)
                yield return new Mutant($"run {how} at place {place + 1}", plan with { Steps = plan.Steps.Insert(place, step) });
        }
    }

    private static IEnumerable<(string How, StepText Step)> Undeclared(Application application) => Precious(application)
        .Select(store => store.Service).Distinct(StringComparer.Ordinal).Select(service => ($"a command in '{service}' that declares nothing", Command(service)));

    private static IEnumerable<(string How, StepText Step)> Declared(Application application) =>
        from store in Precious(application)
        from what in new[] { "writes", "destroys" }
        select ($"a command in '{store.Service}' that {what} '{store.Name}'", Command(store.Service).With("does", $"{{ {what}: [{store.Name}] }}"));

    private static IEnumerable<(string How, StepText Step)> Lines(Application application) =>
    [
        .. new[] { "./tidy.sh", "docker compose up -d", "docker compose ps; rm -rf ./data", "docker compose ps" }.Select(line => ($"'{line}' in a shell", Line(line))),
        ("'./tidy.sh' in a shell that does nothing", Line("./tidy.sh").With("does", "nothing")),
        .. from store in Precious(application)
           from what in new[] { "reads", "writes", "destroys" }
           select ($"'./tidy.sh' in a shell that {what} '{store.Name}'", Line("./tidy.sh").With("does", $"{{ {what}: [{store.Name}] }}")),
    ];

    private static StepText Line(string line) => StepText.New("run-shell", ("command", line));

    private static IEnumerable<Store> Precious(Application application) =>
        application.Stores.Values.Where(store => !store.Disposable).OrderBy(store => store.Name, StringComparer.Ordinal);

    private static StepText Command(string service) => StepText.New("run-command", ("service", service), ("command", "tidy"));
}
