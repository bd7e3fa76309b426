using System.Reflection;
using System.Text;
using Hopguard.Engine;
using Hopguard.Engine.Runs;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Tasks.Runs;

/// <summary>The plans that this build carries inside itself, so that what was judged by the compiler is what runs.</summary>
public sealed class BuiltInPlans(Invocation call)
{
    private const string ResourcePrefix = "plans/";

    /// <summary>All of them.</summary>
    public PlanSet Set
    {
        get => field ??= PlanSet.Read(ReadResources());
        init;
    }

    /// <summary>The files as they were when the program was built, by their path below <c>plans/</c>.</summary>
    public static IEnumerable<PlanFile> ReadResources()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            yield return new PlanFile(name, reader.ReadToEnd());
        }
    }

    /// <summary>The plan of that id, judged once more: the runner's own refusal does not depend on who compiled the program and how.</summary>
    /// <exception cref="HopguardException">There is no such plan, or it could lose data.</exception>
    public (Application Application, Plan Plan) Require(string planId)
    {
        var plan = Set.FindPlan(planId) ?? throw new HopguardException($"Plan '{planId}' is not part of this Hopguard", "List the targets with --tree");
        var application = Known(Set.ApplicationOf(plan));
        // What serves many pairs of versions is judged when the pair of the run is known.
        if (plan.Range is null)
            Judge(application, plan);

        return (application, plan);
    }

    /// <summary>Refuses a plan that could lose data.</summary>
    /// <exception cref="HopguardException">It could.</exception>
    public void Judge(Application application, Plan plan)
    {
        var findings = Set.Findings.Concat(PlanAnalysis.Analyze(application, Set.PlansOf(Set.FindApplication(application.Name) ?? application))).Concat(PlanAnalysis.Analyze(application, plan));
        if (PlanRefusal.Of(plan, findings, call.Options.Language) is { } refusal)
            throw refusal;
    }

    /// <summary>The application of that name with its plans.</summary>
    public (Application Application, IReadOnlyList<Plan> Plans) OfApplication(string name)
    {
        var application = Set.FindApplication(name) ?? throw new HopguardException($"Application '{name}' is not part of this Hopguard");
        return (Known(application), Set.PlansOf(application));
    }

    // A release that nobody knows is one once it was allowed, and stays one for those of its runs that are to be gone on with, rolled back or shown, whatever is typed then.
    private Application Known(Application written)
    {
        var application = written with { Deployment = call.Options.Kind ?? written.Deployment };
        KindFit.RequireOptions(call.Options, application.Deployment);
        var options = call.Options.ToRunOptions();
        var reached = RunLibrary.Of(options).Runs().Select(run => run.History.Start!).SelectMany(start => (start.Route?.Hops.Select(hop => (string?)hop.To) ?? []).Append(start.To)).OfType<string>();
        var allowed = options is { AllowUnknownRelease: true, To: { } to } ? reached.Append(to) : reached;
        return allowed.Select(text => application.Versions.TryObserve(text, out var version) ? version : null).OfType<ReleaseVersion>().Distinct().Order()
            .Aggregate(application, (known, version) => UnknownRelease.In(known, version) ?? known);
    }
}
