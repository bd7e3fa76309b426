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
        var project = DocumentReader.ReadCompose(path, text, findings) is { } root ? Read(root, findings) : null;
        return new ReadResult<ComposeProject>(project, findings.ToImmutable());
    }

    private static ComposeProject? Read(MapNode root, FindingSink findings)
    {
        try
        {
            return new Reader(new ComposeBudget(root.Place)).Read(root);
        }
        catch (Refusal refusal)
        {
            findings.Report(refusal.Rule, refusal.Place, refusal.Text);
            return null;
        }
    }

    private sealed class Reader(ComposeBudget budget)
    {
        // What has more was made to be slow: whatever compares releases looks at each of them.
        private const int MostNamed = 500;

        private readonly ComposeMap _map = new(budget);

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

        private ImmutableDictionary<string, T> Each<T>(Node? node, Func<Name, ImmutableArray<Entry>, T> read)
        {
            var entries = _map.Entries(node);
            if (entries.Length > MostNamed)
                throw new Refusal(SyntaxRules.ForbiddenYaml, entries[MostNamed].Key.Place, new(
                    $"More than {MostNamed} services or volumes stand before this one; no compose file needs that, split it",
                    $"ここまでにサービスまたはボリュームが {MostNamed} 個を超えています。compose ファイルにそこまでの数は要りません。分割してください"));

            return entries.ToImmutableDictionary(
                entry => entry.Key.Text, entry => read(new Name(entry.Key.Text, entry.Key.Place), _map.Entries(entry.Value)), StringComparer.Ordinal);
        }

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
            ScalarNode scalar => ComposeShortForm.Mount(Resolve(scalar), scalar.Place),
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
                return ComposeShortForm.Port(Resolve(scalar), scalar.Place);

            var entries = _map.Entries(node);
            return Text(_map.Find(entries, "target")) is { } target
                ? new ComposePort(Text(_map.Find(entries, "host_ip"))?.Text, Text(_map.Find(entries, "published"))?.Text ?? target, node.Place)
                : null;
        }

        private ImmutableDictionary<string, Name> ReadEnvironment(Node? node)
        {
            var pairs = node is ListNode
                ? Items(node).OfType<ScalarNode>().Select(item => (Parts: Resolve(item).Split(['='], 2), item.Place))
                    .Where(item => item.Parts.Length == 2).Select(item => new KeyValuePair<string, Name>(item.Parts[0], new Name(item.Parts[1], item.Place)))
                : _map.Entries(node).Where(entry => Text(entry.Value) is not null).Select(entry => new KeyValuePair<string, Name>(entry.Key.Text, Text(entry.Value)!));
            return ImmutableDictionary.Create<string, Name>(StringComparer.Ordinal).SetItems(pairs);
        }

        private ImmutableArray<Node> Items(Node? node)
        {
            if (node is not ListNode list)
                return [];

            budget.SpendValues(list.Items.Length);
            return list.Items;
        }

        private Name? Text(Node? node) => node switch
        {
            ScalarNode { IsEmpty: false } scalar => new Name(Resolve(scalar), scalar.Place),
            ListNode list => new Name(string.Join(" ", Items(list).OfType<ScalarNode>().Select(Resolve)), list.Place),
            _ => null,
        };

        private string Resolve(ScalarNode scalar)
        {
            budget.SpendCharacters(scalar.Text.Length);
            return Interpolation.Resolve(scalar.Text);
        }
    }
}
