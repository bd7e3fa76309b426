namespace Hopguard.Analyzers.Models;

/// <summary>What is emitted of an application.</summary>
internal sealed record ApplicationModel(
    string Name, string ClassName, EquatableArray<string> Services, EquatableArray<string> Stores, EquatableArray<string> Versions);
