using Hopguard.Engine;
using Hopguard.Engine.Handlers;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;
using Hopguard.Tasks.Runs;
using Hopguard.Tasks.Tests.Options;
using NSubstitute;

namespace Hopguard.Tasks.Tests.Runs;

/// <summary>What was asked for makes sense on the kind of deployment that is meant, or is refused before anything is looked at.</summary>
public sealed class KindFitTests : IDisposable
{
    private readonly Deployment _deployment = new();

    private static readonly PlanSet Plans = PlanSet.Read(BuiltInPlans.ReadResources());

    private static Application Application => Plans.Applications[0] with { Deployment = DeploymentKind.Kubernetes };

    [Theory]
    [InlineData("--namespace=app", "Option '--namespace' has no meaning for deployments of kind 'compose'", "Leave it out, or add --kind=kubernetes")]
    [InlineData("--context=there", "Option '--context' has no meaning for deployments of kind 'compose'", "Leave it out, or add --kind=kubernetes")]
    [InlineData("--kubeconfig=there", "Option '--kubeconfig' has no meaning for deployments of kind 'compose'", "Leave it out, or add --kind=kubernetes")]
    [InlineData("--kind=compose --namespace=app", "Option '--namespace' has no meaning for deployments of kind 'compose'", "Leave it out")]
    [InlineData("--kind=kubernetes --compose-files=a.yml", "Option '--compose-files' has no meaning for deployments of kind 'kubernetes'", "Leave it out")]
    [InlineData("--kind=kubernetes --images=build", "Option '--images' has no meaning for deployments of kind 'kubernetes'", "Leave it out")]
    [InlineData("--kind=Kubernetes --drop-edits", "Option '--drop-edits' has no meaning for deployments of kind 'kubernetes'", "Leave it out")]
    public void Option_of_another_kind_is_refused(string arguments, string what, string remedy)
    {
        var options = _deployment.Resolve(arguments.Split(' '));

        FluentActions.Invoking(() => KindFit.RequireOptions(options, options.Kind ?? DeploymentKind.Compose)).Should().Throw<HopguardException>().WithMessage(what).Which.Remedy.Should().Be(remedy);
    }

    [Fact]
    public void Options_of_the_kind_are_taken()
    {
        var options = _deployment.Resolve("--kind=kubernetes", "--namespace=app", "--context=there", "--kubeconfig=here", "--project=app");

        FluentActions.Invoking(() => KindFit.RequireOptions(options, options.Kind!.Value)).Should().NotThrow();
    }

    [Fact]
    public void Target_that_the_kind_does_not_have_is_refused_with_those_that_it_has()
    {
        var all = Plans.PlansOf(Application);
        var handlers = new StepHandlers([new StepRegistration(DeploymentKind.Kubernetes, Substitute.ForPartsOf<CommandHandler>())]);
        var possible = all.Single(plan => plan.Steps.All(step => step is RunCommand));

        FluentActions.Invoking(() => KindFit.RequireDone(Application, "Wanted", all.Where(plan => plan != possible), all, handlers)).Should().Throw<HopguardException>()
            .WithMessage("Target 'Wanted' cannot be done on deployments of kind 'kubernetes' by this Hopguard; nothing was changed")
            .Which.Remedy.Should().Be("What it can do there: CleanCvatExportCache, StatusCvat");
        FluentActions.Invoking(() => KindFit.RequireDone(Application, "Wanted", all, all, handlers)).Should().NotThrow();
    }

    public void Dispose() => _deployment.Dispose();
}
