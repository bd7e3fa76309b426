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

    // Deeper than any inventory: what is skipped further would only cost time.
    private const int DeepestSkip = 16;

    private readonly string _path;
    private readonly Parser _parser;
    private readonly IReadOnlyCollection<string> _applications;
    private readonly List<FleetFault> _faults = [];
    private readonly List<(FleetDeployment Deployment, long Line)> _deployments = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private FleetFile(string path, string text, IReadOnlyCollection<string> applications) => (_path, _parser, _applications) = (path, new Parser(new StringReader(text)), applications);

    /// <summary>Reads the inventory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="applications">The applications that can be upgraded; where it is only one, a deployment need not name it.</param>
    /// <returns>Its waves in order, at least one.</returns>
    /// <exception cref="HopguardException">There is no such file, it cannot be read, or something in it is wrong: everything that is, at once.</exception>
    public static IReadOnlyList<FleetWave> Read(string path, IReadOnlyCollection<string> applications)
    {
        try
        {
            return new FleetFile(path, ReadText(path), applications).ReadAll();
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

    private List<FleetWave> ReadAll()
    {
        var waves = new List<FleetWave>();
        try
        {
            ReadDocument(waves);
        }
        catch (YamlException wrong)
        {
            // Only what stands before it was seen.
            _faults.Add(new FleetFault(wrong.Start.Line, $"cannot be read: {FirstLine(wrong.Message)}", Shape));
        }

        _faults.AddRange(FleetOverlaps.Find(_deployments));
        return _faults.Count == 0 ? waves : throw FleetFault.ToError(_path, _faults);
    }

    private void ReadDocument(List<FleetWave> waves)
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out var end))
        {
            Wrong(end, $"has no '{Waves}'", Shape);
            return;
        }

        _parser.Consume<DocumentStart>();
        ReadMapping(inside: null, [Waves], [Waves], key => ReadList(key, place =>
        {
            waves.Add(ReadWave(place));
            if (waves.Count == OutputCatalogue.MostWaves + 1)
                Wrong(place, $"has more than {Counts.Of(OutputCatalogue.MostWaves, "wave")}, for which the workflow has jobs", "Put several waves into one, or make several fleets of it, each with a file of its own");
        }));
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
            Wrong(_parser.Current, "begins a second document", Shape);
    }

    private FleetWave ReadWave(ParsingEvent place)
    {
        var (name, deployments) = (string.Empty, new List<FleetDeployment>());
        ReadMapping(Waves, [Name, Deployments], [Name, Deployments], key =>
        {
            if (key.Value == Deployments)
                ReadList(key, one => deployments.AddRange(ReadDeployment(one)));
            else if (ReadText(key) is { } text && !_names.Add(name = text))
                Wrong(place, $"names wave '{name}' a second time", "Give every wave a name of its own");
        });
        if (deployments.Count > FleetWave.MostDeployments)
            Wrong(place, $"has {Counts.Of(deployments.Count, "deployment")} in wave '{name}', and GitHub makes at most {FleetWave.MostDeployments} jobs of a wave", "Make several waves of it");
        return new FleetWave(name, deployments);
    }

    // None of which something is wrong.
    private IEnumerable<FleetDeployment> ReadDeployment(ParsingEvent place)
    {
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        var (labels, faults) = (new List<string>(), _faults.Count);
        string[] needed = _applications.Count == 1 ? [Deployment, RunsOn] : [Deployment, RunsOn, Application];
        ReadMapping(Deployments, [Deployment, Application, State, RunsOn], needed, key =>
        {
            if (key.Value == RunsOn)
                ReadLabels(key, labels);
            else
                texts[key.Value] = key.Value == Application ? ReadApplication(key) : ReadFolder(key);
        });
        if (_faults.Count > faults)
            return [];

        var deployment = new FleetDeployment(texts[Deployment]!, texts.GetValueOrDefault(Application) ?? _applications.First(), texts.GetValueOrDefault(State), labels);
        _deployments.Add((deployment, place.Start.Line));
        return [deployment];
    }

    private void ReadLabels(Scalar key, List<string> labels)
    {
        if (_parser.Accept<Scalar>(out _))
            Add(ReadText(key));
        else
            ReadList(key, _ => Add(ReadText(key)));

        void Add(string? label)
        {
            if (label is not null)
                labels.Add(label);
        }
    }

    private string? ReadApplication(Scalar key)
    {
        if (ReadText(key) is not { } application)
            return null;

        return _applications.FirstOrDefault(one => string.Equals(one, application, StringComparison.OrdinalIgnoreCase)) ?? Wrong(
            key, $"names application '{application}', which is not part of this Hopguard", DidYouMean.Remedy(application, _applications, $"The applications are {string.Join(", ", _applications)}"));
    }

    // A relative path would begin in the runner's workspace, which the next job empties.
    private string? ReadFolder(Scalar key) => ReadText(key) switch
    {
        null => null,
        var folder when folder.StartsWith('/') => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)),
        var folder => Wrong(key, $"says '{folder}' for '{key.Value}', which is no absolute path", "Write the path as it is on the machine of the runner, from '/'"),
    };

    private string? ReadText(Scalar key)
    {
        if (!_parser.Accept<Scalar>(out var text) || !IsPlain(text))
        {
            Wrong(_parser.Current, $"has no plain text for '{key.Value}'", Shape);
            return Skip();
        }

        var scalar = _parser.Consume<Scalar>();
        if (string.IsNullOrWhiteSpace(scalar.Value))
            return Wrong(scalar, $"says nothing for '{key.Value}'", Shape);
        return scalar.Value.Any(char.IsControl) ? Wrong(scalar, $"has control characters in '{key.Value}'", Shape) : scalar.Value;
    }

    private void ReadList(Scalar key, Action<ParsingEvent> readOne)
    {
        if (!_parser.Accept<SequenceStart>(out var start) || !IsPlain(start))
        {
            Wrong(_parser.Current, $"has no plain list for '{key.Value}'", Shape);
            Skip();
            return;
        }

        _parser.Consume<SequenceStart>();
        if (_parser.Accept<SequenceEnd>(out _))
            Wrong(start, $"has an empty list for '{key.Value}'", "Take it out, or say what belongs there");
        while (!_parser.TryConsume<SequenceEnd>(out _))
            readOne(_parser.Current!);
    }

    // Reads keys with what stands behind them. Inside of a list, its name is told with a mistake.
    private void ReadMapping(string? inside, string[] known, string[] needed, Action<Scalar> readValue)
    {
        if (!_parser.Accept<MappingStart>(out var start) || !IsPlain(start))
        {
            Wrong(_parser.Current, inside is null ? "is not a plain mapping" : $"has something else than keys with values in '{inside}'", Shape);
            Skip();
            return;
        }

        _parser.Consume<MappingStart>();
        var (seen, areKeysRight) = (new HashSet<string>(StringComparer.Ordinal), true);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadKey(known, seen) is { } key)
            {
                readValue(key);
                continue;
            }

            Skip();
            areKeysRight = false;
        }

        // One that was written otherwise is not missing.
        if (areKeysRight && needed.FirstOrDefault(key => !seen.Contains(key)) is { } missing)
            Wrong(start, inside is null ? $"has no '{missing}'" : $"has one of its '{inside}' without '{missing}'", $"Write '{missing}' there");
    }

    private Scalar? ReadKey(string[] known, HashSet<string> seen)
    {
        if (!_parser.Accept<Scalar>(out var key) || !IsPlain(key))
        {
            Wrong(_parser.Current, "has a key that is no plain text", Shape);
            Skip();
            return null;
        }

        _parser.Consume<Scalar>();
        if (!known.Contains(key.Value, StringComparer.Ordinal))
            Wrong(key, $"has the unknown key '{key.Value}'", DidYouMean.Remedy(key.Value, known, $"The keys are {string.Join(", ", known)}"));
        else if (!seen.Add(key.Value))
            Wrong(key, $"says '{key.Value}' twice", Shape);
        else
            return key;

        return null;
    }

    // Goes on behind what cannot be read as what it should be, which was told.
    private string? Skip()
    {
        var depth = 0;
        do
        {
            depth += _parser.Consume<ParsingEvent>().NestingIncrease;
            if (depth > DeepestSkip)
                throw FleetFault.ToError(_path, _faults);
        }
        while (depth > 0);

        return null;
    }

    private static bool IsPlain(NodeEvent node) => node.Anchor.IsEmpty && (node.Tag.IsEmpty || node.Tag == "!");

    // Always null, for whoever would give what was wrong.
    private string? Wrong(ParsingEvent? place, string fact, string remedy)
    {
        _faults.Add(new FleetFault(place?.Start.Line ?? 1, fact, remedy));
        return null;
    }

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('\r', '.');
}
