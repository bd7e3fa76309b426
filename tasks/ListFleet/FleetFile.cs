using System.Text;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Tasks.Outputs;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hopguard.Tasks.ListFleet;

/// <summary>
/// The inventory of a fleet, read event by event: waves with names and deployments, and nothing else that YAML can do. A mistake in it is told with its line before the first deployment is touched, and not
/// when its wave begins.
/// </summary>
internal sealed class FleetFile
{
    // All waves of the most deployments that they hold fit in; what a job may tell as outputs, 1 MB, is not reached.
    private const long LargestSize = 128_000;

    private const string Waves = "waves";
    private const string Name = "name";
    private const string Deployments = "deployments";
    private const string Deployment = "deployment";
    private const string Application = "application";
    private const string State = "state";
    private const string RunsOn = "runs-on";

    private readonly string _path;
    private readonly Parser _parser;
    private readonly IReadOnlyCollection<string> _applications;
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private FleetFile(string path, string text, IReadOnlyCollection<string> applications) => (_path, _parser, _applications) = (path, new Parser(new StringReader(text)), applications);

    /// <summary>Reads the inventory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="applications">The applications that can be upgraded; where it is only one, a deployment need not name it.</param>
    /// <returns>Its waves in order, at least one.</returns>
    /// <exception cref="HopguardException">There is no such file, it cannot be read, or something in it is wrong.</exception>
    public static IReadOnlyList<FleetWave> Read(string path, IReadOnlyCollection<string> applications)
    {
        try
        {
            return new FleetFile(path, ReadText(path), applications).ReadWaves();
        }
        catch (YamlException wrong)
        {
            throw ExitCodes.Unusable($"File '{path}' cannot be read, line {wrong.Start.Line}: {FirstLine(wrong.Message)}", Shape, wrong);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw ExitCodes.Unusable($"File '{path}' cannot be read: {FirstLine(wrong.Message)}", "Make it a UTF-8 text file that you may read", wrong);
        }
    }

    private const string Shape = "Write it as docs/ci.md shows";

    private static string ReadText(string path)
    {
        if (Directory.Exists(path))
            throw ExitCodes.Unusable($"Inventory '{path}' is a folder", "Give the file in it with --inventory");
        if (!File.Exists(path))
            throw ExitCodes.Unusable($"Inventory '{path}' does not exist", "Write one as docs/ci.md shows, or give another file with --inventory");
        if (new FileInfo(path).Length > LargestSize)
            throw ExitCodes.Unusable($"File '{path}' is larger than {Sizes.Of(LargestSize)}", "Make several fleets of it, each with a file of its own");
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
    }

    private List<FleetWave> ReadWaves()
    {
        var waves = new List<FleetWave>();
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out var end))
            throw Wrong(end, $"has no '{Waves}'", Shape);

        _parser.Consume<DocumentStart>();
        ReadMapping(inside: null, [Waves], [Waves], key => ReadList(key, place => waves.Add(ReadWave(place))));
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
            throw Wrong(_parser.Current, "begins a second document", Shape);
        return waves.Count <= OutputCatalogue.MostWaves ? waves : throw ExitCodes.Unusable(
            $"File '{_path}' has {Counts.Of(waves.Count, "wave")}, and the workflow has jobs for {OutputCatalogue.MostWaves}", "Put several waves into one, or make several fleets of it, each with a file of its own");
    }

    private FleetWave ReadWave(ParsingEvent place)
    {
        var (name, deployments) = (string.Empty, new List<FleetDeployment>());
        ReadMapping(Waves, [Name, Deployments], [Name, Deployments], key =>
        {
            if (key.Value == Name)
                name = ReadText(key);
            else
                ReadList(key, one => deployments.Add(ReadDeployment(one)));
        });
        if (!_names.Add(name))
            throw Wrong(place, $"names wave '{name}' a second time", "Give every wave a name of its own");
        if (deployments.Count > FleetWave.MostDeployments)
            throw Wrong(place, $"has {Counts.Of(deployments.Count, "deployment")} in wave '{name}', and GitHub makes at most {FleetWave.MostDeployments} jobs of a wave", "Make several waves of it");
        return new FleetWave(name, deployments);
    }

    private FleetDeployment ReadDeployment(ParsingEvent place)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var labels = new List<string>();
        string[] needed = _applications.Count == 1 ? [Deployment, RunsOn] : [Deployment, RunsOn, Application];
        ReadMapping(Deployments, [Deployment, Application, State, RunsOn], needed, key =>
        {
            if (key.Value == RunsOn)
                ReadLabels(key, labels);
            else
                texts[key.Value] = key.Value == Application ? ReadApplication(key) : ReadFolder(key);
        });
        var deployment = new FleetDeployment(texts[Deployment], texts.GetValueOrDefault(Application) ?? _applications.First(), texts.GetValueOrDefault(State), labels);
        return _lines.TryAdd(deployment.Identity, place.Start.Line)
            ? deployment
            : throw Wrong(place, $"names deployment '{deployment.Folder}' on '{deployment.Runner}' a second time", $"Take it out here or in line {_lines[deployment.Identity]}");
    }

    private void ReadLabels(Scalar key, List<string> labels)
    {
        if (_parser.Accept<Scalar>(out _))
            labels.Add(ReadText(key));
        else
            ReadList(key, _ => labels.Add(ReadText(key)));
    }

    private string ReadApplication(Scalar key)
    {
        var application = ReadText(key);
        return _applications.FirstOrDefault(one => string.Equals(one, application, StringComparison.OrdinalIgnoreCase)) ?? throw Wrong(
            key, $"names application '{application}', which is not part of this Hopguard", DidYouMean.Remedy(application, _applications, $"The applications are {string.Join(", ", _applications)}"));
    }

    // A relative path would begin in the runner's workspace, which the next job empties.
    private string ReadFolder(Scalar key)
    {
        var folder = ReadText(key);
        return folder.StartsWith('/') ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))
            : throw Wrong(key, $"says '{folder}' for '{key.Value}', which is no absolute path", "Write the path as it is on the machine of the runner, from '/'");
    }

    private string ReadText(Scalar key)
    {
        var scalar = _parser.TryConsume<Scalar>(out var text) && IsPlain(text) ? text : throw Wrong(text ?? _parser.Current, $"has no plain text for '{key.Value}'", Shape);
        if (string.IsNullOrWhiteSpace(scalar.Value))
            throw Wrong(scalar, $"says nothing for '{key.Value}'", Shape);
        return scalar.Value.Any(char.IsControl) ? throw Wrong(scalar, $"has control characters in '{key.Value}'", Shape) : scalar.Value;
    }

    private void ReadList(Scalar key, Action<ParsingEvent> readOne)
    {
        if (!_parser.TryConsume<SequenceStart>(out var start) || !IsPlain(start))
            throw Wrong(start ?? _parser.Current, $"has no plain list for '{key.Value}'", Shape);
        if (_parser.Accept<SequenceEnd>(out _))
            throw Wrong(start, $"has an empty list for '{key.Value}'", "Take it out, or say what belongs there");
        while (!_parser.TryConsume<SequenceEnd>(out _))
            readOne(_parser.Current!);
    }

    // Reads keys with what stands behind them. Inside of a list, its name is told with a mistake.
    private void ReadMapping(string? inside, string[] known, string[] needed, Action<Scalar> readValue)
    {
        if (!_parser.TryConsume<MappingStart>(out var start) || !IsPlain(start))
            throw Wrong(start ?? _parser.Current, inside is null ? "is not a plain mapping" : $"has something else than keys with values in '{inside}'", Shape);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = _parser.TryConsume<Scalar>(out var scalar) && IsPlain(scalar) ? scalar : throw Wrong(scalar ?? _parser.Current, "has a key that is no plain text", Shape);
            if (!known.Contains(key.Value, StringComparer.Ordinal))
                throw ExitCodes.Unusable($"Key '{key.Value}' is unknown in '{_path}', line {key.Start.Line}", DidYouMean.Remedy(key.Value, known, $"The keys are {string.Join(", ", known)}"));
            if (!seen.Add(key.Value))
                throw Wrong(key, $"says '{key.Value}' twice", Shape);
            readValue(key);
        }

        if (needed.FirstOrDefault(key => !seen.Contains(key)) is { } missing)
            throw Wrong(start, inside is null ? $"has no '{missing}'" : $"has one of its '{inside}' without '{missing}'", $"Write '{missing}' there");
    }

    private static bool IsPlain(NodeEvent node) => node.Anchor.IsEmpty && (node.Tag.IsEmpty || node.Tag == "!");

    private HopguardException Wrong(ParsingEvent? place, string fact, string remedy) => ExitCodes.Unusable($"File '{_path}' {fact}, line {place?.Start.Line ?? 1}", remedy);

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('\r', '.');
}
