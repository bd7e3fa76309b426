using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Reads the version from what runs.</summary>
[StepKind("verify-version", "Reads the version from what runs, and checks that every service of it stays up.")]
public sealed record VerifyVersion : Step
{
    /// <summary>The version expected.</summary>
    [Key("expect", "version expected")]
    public required ReleaseVersion Expect { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new VerifiesVersion(Expect)];
}
