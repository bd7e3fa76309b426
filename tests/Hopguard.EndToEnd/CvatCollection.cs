using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Hopguard.EndToEnd;

/// <summary>All tests share one deployment, one after the other: an engine holds one CVAT.</summary>
[CollectionDefinition(nameof(CvatCollection))]
public sealed class CvatCollection : ICollectionFixture<CvatFixture>;
