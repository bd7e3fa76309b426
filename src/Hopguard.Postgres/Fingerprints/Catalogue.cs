using System.Diagnostics.CodeAnalysis;

namespace Hopguard.Postgres.Fingerprints;

/// <summary>Objects of a database or cluster: by kind (<c>index</c>), then by name, their attributes (<c>definition</c>).</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A catalogue is what PostgreSQL calls it")]
public sealed class Catalogue() : SortedDictionary<string, SortedDictionary<string, SortedDictionary<string, string>>>(StringComparer.Ordinal);
