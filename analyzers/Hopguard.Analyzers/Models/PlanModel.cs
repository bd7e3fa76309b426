using Hopguard.Plans.Model;

namespace Hopguard.Analyzers.Models;

/// <summary>What is emitted of a plan. It holds no place and no hash, so that a comment in the plan changes nothing behind it.</summary>
/// <param name="Id">The plan's name in targets and journals.</param>
/// <param name="Application">The application.</param>
/// <param name="ApplicationClass">The application's class.</param>
/// <param name="ClassName">The plan's class.</param>
/// <param name="From">The version it starts from; null for a procedure, and for a plan of many pairs of versions.</param>
/// <param name="To">The version it leads to; null for a procedure, and for a plan of many pairs of versions.</param>
/// <param name="Reach">How far it leads; null for a procedure.</param>
/// <param name="Target">The application's target that runs it; null for a hop, and where every application has a target of that name.</param>
/// <param name="IsOfBase">Whether it changes what is below the version, and keeps that.</param>
/// <param name="Summary">One line for people.</param>
/// <param name="IsRestore">Whether it brings a backup back.</param>
/// <param name="Steps">Its steps, in order.</param>
internal sealed record PlanModel(
    string Id, string Application, string ApplicationClass, string ClassName, string? From, string? To, PlanReach? Reach, string? Target, bool IsOfBase, string Summary, bool IsRestore,
    EquatableArray<StepModel> Steps);

/// <summary>A step of a plan.</summary>
/// <param name="Id">Its id in the plan.</param>
/// <param name="Description">What its kind does, and with what.</param>
/// <param name="Copies">Stores of which it takes a copy.</param>
/// <param name="Verifies">Stores of which it verifies a copy.</param>
internal sealed record StepModel(string Id, string Description, EquatableArray<string> Copies, EquatableArray<string> Verifies);
