using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Hopguard.Analyzers.Tests;

/// <summary>Runs an analyzer over a project that holds generated plans: exactly the marked findings, each at exactly the marked text, and no complaint of the compiler.</summary>
internal sealed class AnalyzerRun<TAnalyzer> : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    private readonly List<Diagnostic> _found = [];

    public AnalyzerRun(string marked = "", params IEnumerable<MetadataReference> references)
    {
        RestoreLock.RemoveAtExit();
        // The runtime's own assemblies, as PlanHost has them: nothing is restored while tests run.
        ReferenceAssemblies = new ReferenceAssemblies("runtime");
        TestState.AdditionalReferences.AddRange([.. PlanHost.Runtime, .. references]);
        TestState.Sources.Add(marked);
        CompilerDiagnostics = CompilerDiagnostics.Suggestions;
        // What a test writes needs no documentation.
        DisabledDiagnostics.Add("CS1591");
        // What is generated has tests of its own, and so has that the rules cannot be switched off.
        TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck | TestBehaviors.SkipSuppressionCheck;
        DiagnosticVerifier = (found, _, _) => _found.Add(found);
    }

    /// <summary>The files of plans that the project has, with marks.</summary>
    public AnalyzerRun<TAnalyzer> With(params IEnumerable<(string Path, string Marked)> files)
    {
        foreach (var (path, text) in files)
            TestState.AdditionalFiles.Add((path, text));
        return this;
    }

    /// <returns>What was found where something was expected.</returns>
    public async Task<IReadOnlyList<Diagnostic>> FindAsync()
    {
        await RunAsync(CancellationToken.None);
        return _found;
    }

    protected override IEnumerable<Type> GetSourceGenerators() => [typeof(PlanGenerator)];
}

/// <summary>The lock that the library keeps in the temporary folder while it restores packages, and leaves there where it restored none.</summary>
internal static class RestoreLock
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "test-packages");
    private static int _isRegistered;

    /// <summary>Removes it when the tests end.</summary>
    public static void RemoveAtExit()
    {
        if (Interlocked.Exchange(ref _isRegistered, 1) == 0)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove();
    }

    private static void Remove()
    {
        if (Directory.Exists(Folder) && Directory.EnumerateFileSystemEntries(Folder).All(entry => Path.GetFileName(entry) == ".lock"))
            Directory.Delete(Folder, recursive: true);
    }
}
