using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Runs;

/// <summary>Whether what was asked for makes sense on the kind of deployment that is meant.</summary>
internal static class KindFit
{
    /// <summary>Refuses options that mean nothing for a kind: typed and ignored they would let the operator believe something else.</summary>
    /// <exception cref="HopguardException">There is one.</exception>
    public static void RequireOptions(OptionValues options, DeploymentKind kind)
    {
        if (options.Meaningless(kind).FirstOrDefault() is not { } option)
            return;

        throw new HopguardException(
            $"Option '--{option.Name}' has no meaning for deployments of kind '{kind.Word()}'",
            option.Kinds.Count == 1 && options.Kind is null ? $"Leave it out, or add --kind={ShellWord.Posix(option.Kinds[0].Word())}" : "Leave it out");
    }

    /// <summary>Refuses what this Hopguard cannot do on a kind yet, and says what it can.</summary>
    /// <param name="application">The application, of that kind.</param>
    /// <param name="target">What was asked for.</param>
    /// <param name="wanted">The plans that would do it; one of them is enough.</param>
    /// <param name="all">All plans of the application.</param>
    /// <param name="handlers">What does the steps.</param>
    /// <exception cref="HopguardException">It cannot be done.</exception>
    public static void RequireDone(Application application, string target, IEnumerable<Plan> wanted, IReadOnlyList<Plan> all, StepHandlers handlers)
    {
        if (wanted.Any(IsDone))
            return;

        // The status is there for every kind, and so is the way back from what was begun.
        var targets = all.Where(IsDone).Select(plan => TargetName.Of(plan, all)).Append(TargetName.Of(TargetName.Status, application.Name)).Order(StringComparer.Ordinal);
        throw new HopguardException(
            $"Target '{target}' cannot be done on deployments of kind '{application.Deployment.Word()}' by this Hopguard; nothing was changed",
            $"What it can do there: {string.Join(", ", targets)}");

        bool IsDone(Plan plan) => plan.Steps.All(step => handlers.Find(application.Deployment, step) is not null);
    }
}
