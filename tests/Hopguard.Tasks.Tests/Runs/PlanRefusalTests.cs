using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;
using Hopguard.Tasks.Runs;
using Hopguard.Tasks.Tests.ValidatePlans;

namespace Hopguard.Tasks.Tests.Runs;

public sealed class PlanRefusalTests
{
    private const string Path = "plans/cvat/plan.yaml";

    [Fact]
    public void The_shipped_plans_may_run()
    {
        var set = PlanSet.Read(BuiltInPlans.ReadResources());

        set.Plans.Should().HaveCountGreaterThan(1);
        set.Plans.Should().OnlyContain(plan => PlanRefusal.Of(plan, set.Findings, Language.English) == null);
    }

    [Fact]
    public void A_plan_with_an_error_is_refused_with_what_the_analysis_says()
    {
        var plan = PlansFolder.Shipped("plans/cvat/2.2.0-2.3.0.yaml").Replace("  - verify-copy: { copy: dump, by: trial }\n", string.Empty, StringComparison.Ordinal);
        var refusal = Refuse(plan, Language.English)!;

        refusal.Message.Should().StartWith("Plan 'cvat-2.3.0' is refused, it has ").And.Contain($"\n{Path}(").And.Contain("error HOP002: ");
        refusal.Remedy.Should().StartWith("Nothing was touched");
        Refuse(plan, Language.Japanese)!.Message.Should().StartWith("プラン 'cvat-2.3.0'").And.Contain("error HOP002: ");
    }

    [Fact]
    public void Literal_steps_and_keys_are_refused_before_anything_is_touched_although_nothing_is_wrong_with_them()
    {
        var refusal = PlanRefusal.Of(Read("""
            application: cvat
            procedure: literal
            summary: What a vendor says
            steps:
              - wait: { seconds: 10 }
              - dump-database: { store: database, as: dump, terminal: false }
            """), [], Language.English)!;

        refusal.Message.Split('\n').Should().Equal(
            "Plan 'cvat-literal' cannot be run",
            $"{Path}(5,5): Step 'wait' describes a vendor's procedure; it can be judged but not run; use 'await-migrations'",
            $"{Path}(6,59): Key 'terminal' of step 'dump-database' describes a vendor's procedure; it can be judged but not run; leave it out");
        refusal.Remedy.Should().Be("Nothing was touched");
    }

    [Fact]
    public void Every_other_kind_of_step_has_a_handler_and_no_literal_one_has()
    {
        using var services = Handlers.Provider();
        var handled = Handlers.Of(services);

        handled.Should().BeEquivalentTo(StepKind.All.Values.Where(kind => !kind.IsLiteral).Select(kind => kind.Type));
    }

    private static Plans.Model.Plan Read(string text) => PlanReader.Read(Path, text, PlanHash.Of(text)).Value!;

    private static Engine.HopguardException? Refuse(string text, Language language)
    {
        var shipped = BuiltInPlans.ReadResources().Where(file => file.Folder.StartsWith("plans/cvat/compose", StringComparison.Ordinal) || file.IsApplication);
        var set = PlanSet.Read([.. shipped, new PlanFile(Path, text)]);
        return PlanRefusal.Of(set.Plans.Single(), PlanAnalysis.Analyze(set), language);
    }
}
