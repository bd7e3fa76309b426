using Hopguard.Engine.Steps;

namespace Hopguard.Engine.Sources;

/// <summary>What the step that fetches the source found wrong. It stays in the journal, so that no command is proposed that can only fail again.</summary>
[Flags]
public enum SourceDoubt
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The source cannot be had, or is none.</summary>
    Source = 1,

    /// <summary>The hash is missing or is not that of the source.</summary>
    Hash = 2,
}

/// <summary>The doubt in the memory of the step.</summary>
public static class RememberedDoubt
{
    /// <summary>The key that it is remembered under.</summary>
    public const string Key = "doubt";

    /// <summary>Notes what is wrong; a later attempt begins with a clean slate.</summary>
    public static void Doubts(this StepMemory memory, SourceDoubt doubt)
    {
        if (memory.Recall(Key) != (doubt == SourceDoubt.None ? null : doubt.ToString()))
            memory.Remember(Key, doubt.ToString());
    }
}
