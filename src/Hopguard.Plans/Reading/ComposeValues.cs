using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Reads services and volumes of a compose file as they are written, as far as rules need them. What is not known here is passed over.</summary>
internal sealed class ComposeValues(ComposeBudget budget)
{
    // What has more was made to be slow: whatever compares releases looks at each of them.
    private const int MostNamed = 500;

    private readonly ComposeMap _map = new(budget);

    /// <summary>The services or volumes of a document.</summary>
    public ImmutableArray<Entry> Named(Node? node)
    {
        var entries = _map.Entries(node);
        return entries.Length <= MostNamed ? entries : throw new Refusal(SyntaxRules.ForbiddenYaml, entries[MostNamed].Key.Place, new(
            $"More than {MostNamed} services or volumes stand before this one; no compose file needs that, split it",
            $"ここまでにサービスまたはボリュームが {MostNamed} 個を超えています。compose ファイルにそこまでの数は要りません。分割してください"));
    }

    /// <summary>A service, without what it extends.</summary>
    public ComposeService Service(Name name, ImmutableArray<Entry> entries) => new()
    {
        Name = name,
        Image = Text(_map.Find(entries, "image")),
        ContainerName = Text(_map.Find(entries, "container_name")),
        Command = Text(_map.Find(entries, "command")),
        Restart = Text(_map.Find(entries, "restart")),
        Mounts = [.. Items(OwnVolumes(entries)).Select(ReadMount).Where(mount => mount is not null).Select(mount => mount!)],
        Ports = [.. Items(_map.Find(entries, "ports")).Select(ReadPort).Where(port => port is not null).Select(port => port!)],
        Environment = ReadEnvironment(_map.Find(entries, "environment")),
        IsOptional = !Items(_map.Find(entries, "profiles")).IsEmpty,
    };

    /// <summary>A volume as it is declared at the top of a file.</summary>
    public ComposeVolume Volume(Name name, ImmutableArray<Entry> entries)
    {
        var external = _map.Find(entries, "external");
        return new ComposeVolume
        {
            Name = name,
            FixedName = Text(_map.Find(entries, "name")) ?? Text(_map.Find(_map.Entries(external), "name")),
            Driver = Text(_map.Find(entries, "driver")),
            Options = _map.Entries(_map.Find(entries, "driver_opts"))
                .ToImmutableSortedDictionary(entry => entry.Key.Text, entry => Text(entry.Value)?.Text ?? string.Empty, StringComparer.Ordinal),
            IsExternal = external is MapNode || IsTrue(external),
        };
    }

    /// <summary>A text with defaults in place of its variables, and of a list its texts; null where there is none.</summary>
    public Name? Text(Node? node) => node switch
    {
        ScalarNode { IsEmpty: false } scalar => new Name(Resolve(scalar), scalar.Place),
        ListNode list => new Name(string.Join(" ", Items(list).OfType<ScalarNode>().Select(Resolve)), list.Place),
        _ => null,
    };

    // Whose volumes come along may stand in a file that comes later, or in none.
    private Node? OwnVolumes(ImmutableArray<Entry> entries) => _map.Find(entries, "volumes_from") is not ListNode { Items.IsEmpty: false } brought ? _map.Find(entries, "volumes")
        : throw new Refusal(SyntaxRules.NotJudged, brought.Place, new(
            "Key 'volumes_from' is not read, and the service would be judged without the volumes that it brings; write them under 'volumes'",
            "キー 'volumes_from' は読み取りません。それによって加わるボリュームなしで検査することになるため、'volumes' に書いてください"));

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
        var source = Text(_map.Find(entries, "type"))?.Text is "bind" ? Text(_map.Find(entries, "source"))?.Text : null;
        return new ComposeMount(volume, ComposeShortForm.Folder(target), IsTrue(_map.Find(entries, "read_only")), place) { HostPath = source is null ? null : ComposeShortForm.HostPath(source) };
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

    // Compose's own words for it, as text too and behind variables.
    private bool IsTrue(Node? node) => Text(node)?.Text.ToLowerInvariant() is "true" or "yes" or "y" or "on";

    private ImmutableArray<Node> Items(Node? node)
    {
        if (node is not ListNode list)
            return [];

        budget.SpendValues(list.Items.Length);
        return list.Items;
    }

    private string Resolve(ScalarNode scalar)
    {
        budget.SpendCharacters(scalar.Text.Length);
        return Interpolation.Resolve(scalar.Text);
    }
}
