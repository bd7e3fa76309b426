using Hopguard.Plans.Model;

namespace Hopguard.Analyzers.Models;

/// <summary>What is emitted of an application's file.</summary>
internal sealed record ApplicationModel(
    string Name, string Title, DeploymentKind Deployment, string ClassName, EquatableArray<string> Services, EquatableArray<string> Stores, EquatableArray<string> Versions);

/// <summary>What is emitted of an application's targets, as far as they belong to no plan of their own.</summary>
/// <param name="Name">The application.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Deployment">What its deployments run on.</param>
/// <param name="ClassName">Its class.</param>
/// <param name="NewestHop">The class of the plan that leads to the newest version; null where it has procedures only.</param>
internal sealed record TargetsModel(string Name, string Title, DeploymentKind Deployment, string ClassName, string? NewestHop);
