using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Compares a live store with the fingerprint of a copy.</summary>
[StepKind("verify-store", "Compares the live store with the fingerprint recorded with a copy.")]
public sealed record VerifyStore : Step
{
    /// <summary>The live store.</summary>
    [Key("store", "live store", Refers = Reference.Store)]
    public required Name Store { get; init; }

    /// <summary>The copy whose fingerprint it must equal.</summary>
    [Key("against", "copy whose fingerprint it must equal", Refers = Reference.Copy)]
    public required Name Against { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new VerifiesStore(Store, Against)];
}
