using System.Runtime.CompilerServices;
using Hopguard.Accuracy.Oracle;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Accuracy.Tests.Oracle;

/// <summary>What the reference interpreter does not do it could not judge, so a kind of step that it was never taught is an error and not harmless.</summary>
public sealed class UnknownStepTests
{
    // The one kind it leaves out by choice: nobody knows what schema is left behind it.
    private const string Untaught = "reverse-migrations";

    private static readonly PlanSet Shop = PlanSet.Read(new[] { "application.yaml", "good/backup.yaml" }
        .Select(file => new PlanFile(Path.GetFileName(file), File.ReadAllText(Path.Combine(Repository.Root, "tests", "corpus", "shop", file)))));

    public static TheoryData<string> Taught => new(StepKind.All.Keys.Where(kind => kind != Untaught));

    public static TheoryData<string> NotTaught => new(Untaught);

    [Theory]
    [MemberData(nameof(Taught))]
    public void It_was_taught_every_kind_of_step(string kind) => Complaints(kind).Should().NotContain(complaint => complaint is NotSupportedException);

    [Theory]
    [MemberData(nameof(NotTaught))]
    public void A_kind_that_it_was_not_taught_is_an_error(string kind) => Complaints(kind).Should().HaveCount(3).And.AllBeOfType<NotSupportedException>();

    // Forward, backward and among the transfers; a step without its values may well fail in another way.
    private static IEnumerable<Exception?> Complaints(string kind)
    {
        var step = (Step)RuntimeHelpers.GetUninitializedObject(StepKind.All[kind].Type);
        var site = new Site(Shop.Applications[0], Shop.Plans[0] with { Steps = [step] });
        return
        [
            Record.Exception(() => new Forward(site, Adversary.None).Of(step)),
            Record.Exception(() => new Backward(site).Of(step)),
            Record.Exception(() => site.Transfers()),
        ];
    }
}
