using System.Collections.Immutable;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Starts services.</summary>
[StepKind("start-services", "Starts services and waits until they run and databases answer over TCP and stay up.")]
public sealed record StartServices : Step
{
    /// <summary>Services started; empty for all.</summary>
    [Key("only", "services to start; all when left out", Refers = Reference.Service)]
    public ImmutableArray<Name> Only { get; init; } = [];

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new StartsServices(Only)];
}
