using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Brings the target version's source tree to the deployment's host, before anything is stopped.</summary>
[StepKind("fetch-source", "Fetches the target version's source tree, checks its SHA-256 and unpacks it beside the deployment; nothing live is touched.")]
public sealed record FetchSource : Step
{
    /// <summary>An HTTPS address; the operator's <c>--source</c> (an archive, an address or a git checkout) takes its place when given.</summary>
    [Key("archive", "HTTPS address of the archive; the operator's --source takes its place when given")]
    public required Name Archive { get; init; }

    /// <summary>Null where the operator must give it as <c>--source-sha256</c>.</summary>
    [Key("sha256", "SHA-256 of the archive, in hexadecimal; without it the operator must give --source-sha256", Form = ValueForm.Sha256)]
    public Name? Sha256 { get; init; }

    /// <summary>The name later steps use.</summary>
    [Key("as", "name of the source tree for later steps", Refers = Reference.New, Makes = Reference.Source)]
    public required Name As { get; init; }

    /// <inheritdoc />
    public override IEnumerable<Effect> Effects => [new FetchesSource(As, Archive)];
}
