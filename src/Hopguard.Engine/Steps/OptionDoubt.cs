namespace Hopguard.Engine.Steps;

/// <summary>Options of whose values a step found that they are wrong. It stays in the journal, so that no command is proposed that can only fail again.</summary>
[Flags]
public enum OptionDoubt
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The source cannot be had, or is none.</summary>
    Source = 1,

    /// <summary>The hash is missing or is not that of the source.</summary>
    Hash = 2,

    /// <summary>The compose files are not all there, or not those that the deployment runs from.</summary>
    ComposeFiles = 4,

    /// <summary>The backup is damaged, or not one of what is installed.</summary>
    Backup = 8,
}

/// <summary>The doubt in the memory of the step.</summary>
public static class RememberedDoubt
{
    /// <summary>The key that it is remembered under.</summary>
    public const string Key = "doubt";

    /// <summary>Notes what is wrong; a later attempt begins with a clean slate.</summary>
    public static void Doubts(this StepMemory memory, OptionDoubt doubt)
    {
        if (memory.Recall(Key) != (doubt == OptionDoubt.None ? null : doubt.ToString()))
            memory.Remember(Key, doubt.ToString());
    }
}
