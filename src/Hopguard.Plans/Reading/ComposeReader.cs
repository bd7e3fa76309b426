using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>
/// Reads a vendor's compose file as far as rules need it. It is no plan: what is not known here is passed over, and only a text that is no YAML is refused.
/// Nothing is executed, opened or looked up.
/// </summary>
public static class ComposeReader
{
    /// <summary>Reads a compose file.</summary>
    /// <param name="path">The file, as findings shall name it.</param>
    /// <param name="text">Its text.</param>
    public static ReadResult<ComposeProject> Read(string path, string text)
    {
        var findings = new FindingSink();
        var project = DocumentReader.ReadCompose(path, text, findings) is { } root ? new Reader().Read(root) : null;
        return new ReadResult<ComposeProject>(project, findings.ToImmutable());
    }

    private sealed class Reader
    {
        private readonly ComposeMap _map = new();

        public ComposeProject Read(MapNode root)
        {
            var entries = _map.Entries(root);
            return new ComposeProject
            {
                Name = Text(_map.Find(entries, "name")),
                Services = Each(_map.Find(entries, "services"), ReadService),
                Volumes = Each(_map.Find(entries, "volumes"), ReadVolume),
                RequiredVariables = RequiredVariables.In(root),
            };
        }

        private ImmutableDictionary<string, T> Each<T>(Node? node, Func<Name, ImmutableArray<Entry>, T> read) => _map.Entries(node).ToImmutableDictionary(
            entry => entry.Key.Text, entry => read(new Name(entry.Key.Text, entry.Key.Place), _map.Entries(entry.Value)), StringComparer.Ordinal);

        private ComposeService ReadService(Name name, ImmutableArray<Entry> entries) => new()
        {
            Name = name,
            Image = Text(_map.Find(entries, "image")),
            ContainerName = Text(_map.Find(entries, "container_name")),
            Command = Text(_map.Find(entries, "command")),
            Restart = Text(_map.Find(entries, "restart")),
            Mounts = [.. Items(_map.Find(entries, "volumes")).Select(ReadMount).Where(mount => mount is not null).Select(mount => mount!)],
            Ports = [.. Items(_map.Find(entries, "ports")).Select(ReadPort).Where(port => port is not null).Select(port => port!)],
            Environment = ReadEnvironment(_map.Find(entries, "environment")),
        };

        private ComposeVolume ReadVolume(Name name, ImmutableArray<Entry> entries)
        {
            var external = _map.Find(entries, "external");
            return new ComposeVolume
            {
                Name = name,
                FixedName = Text(_map.Find(entries, "name")) ?? Text(_map.Find(_map.Entries(external), "name")),
                Driver = Text(_map.Find(entries, "driver")),
                Options = _map.Entries(_map.Find(entries, "driver_opts"))
                    .ToImmutableSortedDictionary(entry => entry.Key.Text, entry => Text(entry.Value)?.Text ?? string.Empty, StringComparer.Ordinal),
                IsExternal = external is MapNode or ScalarNode { Text: "true" },
            };
        }

        private ComposeMount? ReadMount(Node node) => node switch
        {
            ScalarNode scalar => ComposeShortForm.Mount(Interpolation.Resolve(scalar.Text), scalar.Place),
            MapNode map => ReadLongMount(_map.Entries(map), map.Place),
            _ => null,
        };

        private ComposeMount? ReadLongMount(ImmutableArray<Entry> entries, SourcePlace place)
        {
            if (Text(_map.Find(entries, "target")) is not { } target)
                return null;

            var volume = Text(_map.Find(entries, "type"))?.Text is null or "volume" ? Text(_map.Find(entries, "source"))?.Text : null;
            return new ComposeMount(volume, ComposeShortForm.Folder(target), _map.Find(entries, "read_only") is ScalarNode { Text: "true" }, place);
        }

        private ComposePort? ReadPort(Node node)
        {
            if (node is ScalarNode { IsEmpty: false } scalar)
                return ComposeShortForm.Port(Interpolation.Resolve(scalar.Text), scalar.Place);

            var entries = _map.Entries(node);
            return Text(_map.Find(entries, "target")) is { } target
                ? new ComposePort(Text(_map.Find(entries, "host_ip"))?.Text, Text(_map.Find(entries, "published"))?.Text ?? target, node.Place)
                : null;
        }

        private ImmutableDictionary<string, Name> ReadEnvironment(Node? node)
        {
            var pairs = node is ListNode list
                ? list.Items.OfType<ScalarNode>().Select(item => (Parts: Interpolation.Resolve(item.Text).Split(['='], 2), item.Place))
                    .Where(item => item.Parts.Length == 2).Select(item => new KeyValuePair<string, Name>(item.Parts[0], new Name(item.Parts[1], item.Place)))
                : _map.Entries(node).Where(entry => Text(entry.Value) is not null).Select(entry => new KeyValuePair<string, Name>(entry.Key.Text, Text(entry.Value)!));
            return ImmutableDictionary.Create<string, Name>(StringComparer.Ordinal).SetItems(pairs);
        }

        private static IEnumerable<Node> Items(Node? node) => node is ListNode list ? list.Items : [];

        private static Name? Text(Node? node) => node switch
        {
            ScalarNode { IsEmpty: false } scalar => new Name(Interpolation.Resolve(scalar.Text), scalar.Place),
            ListNode list => new Name(string.Join(" ", list.Items.OfType<ScalarNode>().Select(item => Interpolation.Resolve(item.Text))), list.Place),
            _ => null,
        };
    }
}
