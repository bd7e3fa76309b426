namespace Hopguard.Analyzers.Models;

/// <summary>What one file was read as: exactly one of plan, application and reason is there.</summary>
internal sealed record FileModel(PlanModel? Plan, PlanHashModel? Hash, ApplicationModel? Application, UnreadableFile? Unreadable);
