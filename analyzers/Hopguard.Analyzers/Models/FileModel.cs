namespace Hopguard.Analyzers.Models;

/// <summary>What one file was read as: one of plan, application and reason is there, or none for a compose file.</summary>
internal sealed record FileModel(PlanModel? Plan, PlanHashModel? Hash, ApplicationModel? Application, UnreadableFile? Unreadable);
