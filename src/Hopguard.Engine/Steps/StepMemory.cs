namespace Hopguard.Engine.Steps;

/// <summary>What a step must remember across a kill: small texts by key, kept in the journal.</summary>
public abstract class StepMemory
{
    /// <summary>The text last remembered under the key, or null.</summary>
    public abstract string? Recall(string key);

    /// <summary>Remembers; on disk before the call returns. Never a secret.</summary>
    public abstract void Remember(string key, string text);
}
