using System.Collections.Immutable;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Accuracy.Mutations;

/// <summary>A step does less than it did, or more harm.</summary>
public static class Weakened
{
    /// <summary>The mutants.</summary>
    public static IEnumerable<Mutant> Of(PlanText plan, Application application)
    {
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            foreach (var (how, step) in Weaker(plan.Steps[i], plan, application))
                yield return new Mutant($"weaken {plan.Label(i)}: {how}", plan.With(i, step with { When = plan.Steps[i].When }));
        }
    }

    private static IEnumerable<(string How, StepText Step)> Weaker(StepText step, PlanText plan, Application application) => step.Kind.Name switch
    {
        "stop-services" => Stop(step, application),
        "start-services" => Start(step, application),
        "back-up-volumes" => BackUp(step, application),
        "verify-copy" => [("by read-back", step.With("by", VerifyCopy.ReadBack))],
        "check-space" => [("for a tenth", step.With("backup", "0.1").With("database", "0.1"))],
        "compose-down" => [("volumes too", step.With("volumes", "true"))],
        "retire-volume" => [("removed", StepText.New("remove-volume", ("store", step["store"]!)))],
        "promote-volume" => Promote(step, plan),
        "dump-database" => [("through a terminal", step.With("terminal", "true")), .. Kept(step, application)],
        "restore-database" => [("on another major", step.With("postgresql", "9")), ("on the default major", step.Without("postgresql"))],
        "run-command" or "run-shell" => [("undeclared", step.Without("does"))],
        "verify-version" => [("of another version", step.With("expect", "0.0.1"))],
        _ => [],
    };

    private static IEnumerable<(string, StepText)> Stop(StepText step, Application application)
    {
        var left = step.Values.TryGetValue("all-but", out var words) ? words : [];
        foreach (var service in application.Services.Keys.Order(StringComparer.Ordinal))
        {
            yield return left.Contains(service)
                ? ($"'{service}' too", Listed(step, "all-but", left.Remove(service)))
                : ($"all but '{service}' as well", Listed(step, "all-but", left.Add(service)));
        }
    }

    private static IEnumerable<(string, StepText)> Start(StepText step, Application application)
    {
        if (step.Values.ContainsKey("only"))
            yield return ("everything at once", step.Without("only"));
        foreach (var service in application.Services.Keys.Order(StringComparer.Ordinal))
            yield return ($"only '{service}'", step.With("only", service));
    }

    private static IEnumerable<(string, StepText)> BackUp(StepText step, Application application)
    {
        var stores = step.Values["stores"];
        foreach (var store in stores.Where(_ => stores.Length > 1))
            yield return ($"without '{store}'", Listed(step, "stores", stores.Remove(store)));
        foreach (var kept in Kept(step, application))
            yield return kept;
    }

    private static IEnumerable<(string, StepText)> Kept(StepText step, Application application) => application.Stores.Values
        .Where(store => store.Volume is not null)
        .Select(store => store.Name)
        .Order(StringComparer.Ordinal)
        .Select(store => ($"kept in '{store}'", step.With("in", store)));

    private static IEnumerable<(string, StepText)> Promote(StepText step, PlanText plan) => plan.Steps
        .Where(other => other.Kind.Name == "restore-database" && other["into"] == step["trial"])
        .Select(other => ("restored in place", StepText.New("restore-in-place", ("copy", other["copy"]!), ("to", step["to"]!))));

    private static StepText Listed(StepText step, string key, ImmutableArray<string> words) => words.IsEmpty ? step.Without(key) : step.With(key, [.. words]);
}
