namespace Hopguard.Analyzers.Models;

/// <summary>What is emitted of a plan. It holds no place and no hash, so that a comment in the plan changes nothing behind it.</summary>
internal sealed record PlanModel(string Id, string ClassName, string Summary, EquatableArray<StepModel> Steps);

/// <summary>A step of a plan.</summary>
/// <param name="Id">Its id in the plan.</param>
/// <param name="Description">What its kind does, and with what.</param>
internal sealed record StepModel(string Id, string Description);

/// <summary>The hash of a plan's text, apart from the rest because every comment changes it.</summary>
internal sealed record PlanHashModel(string ClassName, string Hash);
