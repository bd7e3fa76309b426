namespace Hopguard.Accuracy.Oracle;

/// <summary>A volume under another name, which no container uses.</summary>
/// <param name="Store">The store whose data it holds.</param>
/// <param name="Content">The data.</param>
/// <param name="IsRetired">Whether a step of the plan put it there; otherwise the way back did, which keeps what the new version left.</param>
public sealed record AsideVolume(string Store, Content Content, bool IsRetired);
