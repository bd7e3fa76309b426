namespace Hopguard.Tasks.Tests.Actions;

/// <summary>The file of a step's outputs, as a runner reads it.</summary>
internal static class StepOutputs
{
    /// <summary>Names and values: <c>name=value</c>, or <c>name&lt;&lt;end</c> with everything up to a line that says <c>end</c>.</summary>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new Queue<string>(text.TrimEnd('\n').Split('\n'));
        while (lines.TryDequeue(out var line) && line.Length > 0)
        {
            var (equals, block) = (line.IndexOf('=', StringComparison.Ordinal), line.IndexOf("<<", StringComparison.Ordinal));
            if (block < 0 || equals >= 0 && equals < block)
            {
                outputs[line[..equals]] = line[(equals + 1)..];
                continue;
            }

            var (name, end, value) = (line[..block], line[(block + 2)..], new List<string>());
            while (lines.Dequeue() is var next && next != end)
                value.Add(next);
            outputs[name] = string.Join('\n', value);
        }

        return outputs;
    }
}
