using System.Collections.Immutable;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Analyzers.Models;

/// <summary>Turns the steps of one plan into what is emitted of them.</summary>
internal sealed class StepModelReader
{
    /// <summary>The stores that each copy holds.</summary>
    private readonly Dictionary<string, ImmutableArray<string>> _copies = new(StringComparer.Ordinal);

    public EquatableArray<StepModel> Read(ImmutableArray<Step> steps) => new([.. steps.Select(Of)]);

    private StepModel Of(Step step)
    {
        var arguments = string.Join(", ", step.Arguments.Select(argument => $"{argument.Key}: {argument.Text}"));
        var summary = StepKind.Of(step).Summary;
        var description = (arguments.Length == 0 ? summary : $"{summary} ({arguments})") + (step.When is null ? string.Empty : $", when it {step.When}");
        // What is done for some hops only is nothing that a task written by hand may lean on.
        var effects = step.When is null ? step.Effects.ToList() : [];
        return new StepModel(step.Id, description, Copied(effects), Verified(effects));
    }

    private EquatableArray<string> Copied(List<Effect> effects)
    {
        foreach (var copies in effects.OfType<TakesCopy>().GroupBy(taken => taken.As.Text, taken => taken.Store.Text, StringComparer.Ordinal))
            _copies[copies.Key] = [.. copies.Distinct(StringComparer.Ordinal)];

        return new([.. effects.OfType<TakesCopy>().Select(taken => taken.Store.Text).Distinct(StringComparer.Ordinal)]);
    }

    private EquatableArray<string> Verified(List<Effect> effects) => new(
    [
        .. effects.OfType<VerifiesCopy>().SelectMany(verified => _copies.TryGetValue(verified.Copy, out var stores) ? stores : []).Distinct(StringComparer.Ordinal),
    ]);
}
