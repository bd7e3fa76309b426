namespace Cake.Frosting.Tests;

/// <summary>The tests that change the working directory. A process has one: they run one after the other, and without the rest.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WorkingDirectory : IDisposable
{
    public const string Name = "Working directory";

    private readonly string _before = Environment.CurrentDirectory;

    public void Dispose() => Environment.CurrentDirectory = _before;
}
