namespace Hopguard.Analyzers.Models;

/// <summary>What one file was read as: one of the three is there, or none for a compose file.</summary>
internal sealed record FileModel(PlanModel? Plan, ApplicationModel? Application, UnreadableFile? Unreadable);
