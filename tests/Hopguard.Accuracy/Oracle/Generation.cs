namespace Hopguard.Accuracy.Oracle;

/// <summary>Whose code runs, and whose schema data has: the version's before the plan, or the one that it leads to. A procedure knows only the first.</summary>
public enum Generation
{
    /// <summary>The version that ran when the plan began.</summary>
    Before,

    /// <summary>The version that the plan leads to.</summary>
    After,
}
