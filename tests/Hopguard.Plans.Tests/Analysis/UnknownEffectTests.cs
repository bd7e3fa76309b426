using System.Runtime.CompilerServices;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Analysis;

/// <summary>An effect without a meaning would count as harmless, so it is an error in the program, and none of those that there are is without one.</summary>
public sealed class UnknownEffectTests
{
    private static readonly PlanSet Shop = PlanSet.Read(Tests.Shop.Standard.Files);
    private static readonly Plan Plan = Shop.Plans.Single();
    private static readonly ApplicationFacts Facts = new(Shop.ApplicationOf(Plan));

    public static TheoryData<Type> Effects => new(typeof(Effect).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Effect)) && !type.IsAbstract));

    [Theory]
    [MemberData(nameof(Effects))]
    public void The_interpreter_gives_every_effect_a_meaning(Type effect) =>
        (Complaint(() => new Interpreter(Facts, Plan).Apply(Blank(effect), Plan.Steps[0], Begin)) is UnknownEffectException).Should().BeFalse();

    [Theory]
    [MemberData(nameof(Effects))]
    public void Of_every_effect_it_is_said_what_it_takes_away(Type effect) =>
        (Complaint(() => TakenAway.By(Blank(effect), Begin, Facts).ToList()) is UnknownEffectException).Should().BeFalse();

    [Theory]
    [MemberData(nameof(Effects))]
    public void Of_every_effect_it_is_said_what_compose_acts_on_behind_it(Type effect) =>
        (Complaint(() => new Interpreter(Facts, Plan).Locate(Begin, Plan.Steps[0], Blank(effect))) is UnknownEffectException).Should().BeFalse();

    [Fact]
    public void An_effect_that_nobody_knows_is_an_error_in_the_program()
    {
        FluentActions.Invoking(() => Interpreter.Run(Facts, Plan with { Steps = Plan.Steps.Add(new Strange()) })).Should().Throw<UnknownEffectException>().WithMessage("Interpreter *'Unheard'*");
        FluentActions.Invoking(() => new Interpreter(Facts, Plan).Locate(Begin, Plan.Steps[0], new Unheard())).Should().Throw<UnknownEffectException>().WithMessage("Locate *'Unheard'*");
        FluentActions.Invoking(() => TakenAway.By(new Unheard(), Begin, Facts).ToList()).Should().Throw<UnknownEffectException>().WithMessage("TakenAway *'Unheard'*");
    }

    private static State Begin { get; } = Interpreter.Run(Facts, Plan with { Steps = [] }).Begin;

    // What an effect is about does not matter here, only that its type is known: without its names it may well fail in another way.
    private static Effect Blank(Type effect) => (Effect)RuntimeHelpers.GetUninitializedObject(effect);

    private static Exception? Complaint(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception complaint) when (complaint is NullReferenceException or InvalidOperationException or InvalidCastException or ArgumentNullException or UnknownEffectException)
        {
            return complaint;
        }
    }

    private sealed record Unheard : Effect;

    private sealed record Strange : Step
    {
        public override IEnumerable<Effect> Effects => [new Unheard()];
    }
}
