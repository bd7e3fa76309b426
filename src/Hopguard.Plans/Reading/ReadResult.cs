using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Reading;

/// <summary>What a reader made of a text.</summary>
/// <typeparam name="T">What was to be read.</typeparam>
/// <param name="Value">The thing read; null when a finding is an error.</param>
/// <param name="Findings">What is wrong with the text, in the order of reading.</param>
public sealed record ReadResult<T>(T? Value, ImmutableArray<Finding> Findings)
    where T : class;
