namespace Hopguard.EndToEnd;

/// <summary>A test that begins with CVAT 2.2.0 as it was filled.</summary>
[Collection(nameof(CvatCollection))]
public abstract class CvatTest(CvatFixture lab) : IAsyncLifetime
{
    /// <summary>The deployment and its words.</summary>
    protected CvatFixture Lab => lab;

    /// <inheritdoc />
    public virtual Task InitializeAsync() => lab.ResetAsync();

    /// <inheritdoc />
    public virtual Task DisposeAsync() => Task.CompletedTask;
}
