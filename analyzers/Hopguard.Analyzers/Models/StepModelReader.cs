using System.Collections.Immutable;
using Hopguard.Plans.Analysis;
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
        var effects = step.Effects.ToList();
        return new StepModel(step.Id, arguments.Length == 0 ? summary : $"{summary} ({arguments})", Copied(effects), Verified(effects));
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
