using System.Collections.Immutable;

namespace Hopguard.Plans.Findings;

/// <summary>Collects findings while a file is read.</summary>
internal sealed class FindingSink
{
    private readonly ImmutableArray<Finding>.Builder _findings = ImmutableArray.CreateBuilder<Finding>();

    public int Count => _findings.Count;

    public bool HasErrors => _findings.Any(finding => finding.Severity == Severity.Error);

    public void Report(Rule rule, SourcePlace place, Message message, params RelatedPlace[] related) =>
        _findings.Add(new Finding(rule, place, message, [.. related]));

    public ImmutableArray<Finding> ToImmutable() => _findings.ToImmutable();
}
