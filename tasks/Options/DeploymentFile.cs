using System.Text;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hopguard.Tasks.Options;

/// <summary>
/// The <c>hopguard.yaml</c> in a deployment's folder. It may come from anybody, so it is read event by event: one flat mapping of keys to texts or
/// sequences of texts, and nothing else that YAML can do.
/// </summary>
public sealed class DeploymentFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "hopguard.yaml";

    // Ten options of a line each; more is not a file of ours.
    private const long LargestSize = 64_000;

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>What the file says under a key.</summary>
    /// <param name="Values">The value, or those of a sequence.</param>
    /// <param name="Line">The line of the key, from 1.</param>
    public sealed record Entry(IReadOnlyList<string> Values, long Line);

    /// <summary>What the file says under a key; null when it says nothing.</summary>
    public Entry? Find(string key) => _entries.GetValueOrDefault(key);

    /// <summary>Reads the file in the folder; an empty one when there is none.</summary>
    /// <exception cref="HopguardException">The file cannot be read, is not plain, or holds an unknown key.</exception>
    public static DeploymentFile Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        var file = new DeploymentFile();
        try
        {
            RefuseOtherNames(folder);
            if (!File.Exists(path))
                return file;

            file.Read(new Parser(new StringReader(ReadText(path))), path);
            return file;
        }
        catch (YamlException wrong)
        {
            throw new HopguardException($"File '{path}' cannot be read, line {wrong.Start.Line}: {FirstLine(wrong.Message)}", Shape, wrong);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new HopguardException($"File '{path}' cannot be read: {FirstLine(wrong.Message)}", "Make it a UTF-8 text file that you may read", wrong);
        }
    }

    private const string Shape = "Write one 'key: value' per line; '--help' lists the keys";

    // What somebody wrote down must not be passed over because of how the file is spelt.
    private static void RefuseOtherNames(string folder)
    {
        string[] similar = [Name, "hopguard.yml"];
        var other = !Directory.Exists(folder) ? null : Directory.EnumerateFiles(folder)
            .FirstOrDefault(file => Path.GetFileName(file) is var name && name != Name && similar.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (other is not null)
            throw new HopguardException($"File '{other}' is not read", $"Name it '{Name}', or take it away");
    }

    private static string ReadText(string path)
    {
        if (new FileInfo(path).Length > LargestSize)
            throw new HopguardException($"File '{path}' is larger than {Sizes.Of(LargestSize)}", Shape);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
    }

    private void Read(Parser parser, string path)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            return;

        parser.Consume<DocumentStart>();
        if (parser.TryConsume<Scalar>(out var only) && only.Value.Length == 0)
            return;
        if (!parser.TryConsume<MappingStart>(out var start) || IsDecorated(start))
            throw Wrong(path, start ?? only ?? parser.Current, "is not a plain mapping");
        while (!parser.TryConsume<MappingEnd>(out _))
            ReadEntry(parser, path);

        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
            throw Wrong(path, parser.Current, "begins a second document");
    }

    private void ReadEntry(Parser parser, string path)
    {
        var key = ReadText(parser, path);
        var known = OptionCatalogue.All.Select(option => option.Key).OfType<string>().ToList();
        if (!known.Contains(key.Value, StringComparer.Ordinal))
        {
            throw new HopguardException(
                $"Key '{key.Value}' is unknown in '{path}', line {key.Start.Line}",
                DidYouMean.Remedy(key.Value, known, $"The keys are {string.Join(", ", known)}"));
        }

        var values = new List<string>();
        if (parser.TryConsume<SequenceStart>(out var start) && !IsDecorated(start))
        {
            while (!parser.TryConsume<SequenceEnd>(out _))
                values.Add(ReadText(parser, path).Value);
        }
        else
        {
            values.Add(ReadText(parser, path).Value);
        }

        if (!_entries.TryAdd(key.Value, new Entry(values, key.Start.Line)))
            throw Wrong(path, key, $"says '{key.Value}' twice");
    }

    private static Scalar ReadText(Parser parser, string path) =>
        parser.TryConsume<Scalar>(out var scalar) && !IsDecorated(scalar) ? scalar : throw Wrong(path, scalar ?? parser.Current, "is more than keys with texts");

    private static bool IsDecorated(NodeEvent node) => !node.Anchor.IsEmpty || !node.Tag.IsEmpty && node.Tag != "!";

    private static HopguardException Wrong(string path, ParsingEvent? place, string fact) =>
        new($"File '{path}' {fact}, line {place?.Start.Line ?? 1}", Shape);

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('\r', '.');
}
