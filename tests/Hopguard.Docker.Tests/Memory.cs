using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Tests;

/// <summary>A step's memory that survives within a test.</summary>
public sealed class Memory : StepMemory
{
    private readonly Dictionary<string, string> _texts = [];

    public override string? Recall(string key) => _texts.GetValueOrDefault(key);

    public override void Remember(string key, string text) => _texts[key] = text;
}
