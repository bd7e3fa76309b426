using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Proves that a copy holds what its store held.</summary>
[StepKind("verify-copy", "Proves a copy: by the trial it was restored into (equal fingerprints), or by reading it back in full.")]
public sealed record VerifyCopy : Step
{
    /// <summary>How an archive is verified: read in full and compared with the volume.</summary>
    public const string ReadBack = "read-back";

    /// <summary>The copy.</summary>
    [Key("copy", "copy to verify", Refers = Reference.Copy)]
    public required Name Copy { get; init; }

    /// <summary>The trial it was restored into, or <see cref="ReadBack"/>.</summary>
    [Key("by", "trial the copy was restored into, or 'read-back'", Refers = Reference.Proof)]
    public required Name By { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new VerifiesCopy(Copy, By)];
}
