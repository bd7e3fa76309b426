using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Hopguard.Tasks.Tests.Actions;

/// <summary>A composite action as its file says it, with the few expressions that ours use.</summary>
internal sealed partial class CompositeAction
{
    private readonly Dictionary<object, object> _file;

    public CompositeAction(string path)
    {
        Folder = Path.GetDirectoryName(path)!;
        _file = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(path));
        Inputs = Map(_file, "inputs");
        Outputs = Map(_file, "outputs");
        Steps = [.. ((List<object>)((Dictionary<object, object>)_file["runs"])["steps"]).Cast<Dictionary<object, object>>().Select(step => new Step(step))];
    }

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>Its inputs with what is said of each.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> Inputs { get; }

    /// <summary>Its outputs with what is said of each.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> Outputs { get; }

    /// <summary>Its steps.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>A text with its expressions replaced.</summary>
    public static string Evaluate(string text, Func<string, string> value) => Expression().Replace(text, match => value(match.Groups["path"].Value));

    /// <summary>Whether a condition holds: <c>a.b == 'c'</c>, or none.</summary>
    public static bool Holds(string? condition, Func<string, string> value) =>
        condition is null || Comparison().Match(condition) is { Success: true } match && value(match.Groups["path"].Value) == match.Groups["text"].Value;

    private static Dictionary<string, Dictionary<string, string>> Map(Dictionary<object, object> file, string key) =>
        ((Dictionary<object, object>)file[key]).ToDictionary(
            pair => (string)pair.Key, pair => ((Dictionary<object, object>)pair.Value).ToDictionary(one => (string)one.Key, one => (string)one.Value, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>A step.</summary>
    internal sealed class Step(Dictionary<object, object> step)
    {
        public string? Id => Text("id");

        public string? Condition => Text("if");

        public string? Uses => Text("uses");

        public string? Run => Text("run");

        public string? Shell => Text("shell");

        public IReadOnlyDictionary<string, string> Environment => step.TryGetValue("env", out var found)
            ? ((Dictionary<object, object>)found).ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value, StringComparer.Ordinal)
            : [];

        private string? Text(string key) => step.TryGetValue(key, out var value) ? (string)value : null;
    }

    [GeneratedRegex(@"\$\{\{ (?<path>[\w.-]+) \}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Expression();

    [GeneratedRegex(@"^(?<path>[\w.-]+) == '(?<text>[^']*)'$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Comparison();
}
