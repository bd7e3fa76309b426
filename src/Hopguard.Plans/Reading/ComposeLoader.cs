using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>
/// Puts a compose file together as compose does: a service is extended within its document or out of another file, documents are merged in their order, and each adds what it includes.
/// What is named and not at hand is refused, and with it the whole file: what it would bring is not known.
/// </summary>
internal sealed class ComposeLoader
{
    // Real chains have two or three links; a longer one was made to be deep.
    private const int LongestChain = 50;

    private readonly PlanFile _file;
    private readonly ComposeFolder _folder;
    private readonly ComposeBudget _budget;
    private readonly ComposeValues _values;
    private readonly ComposeMap _map;
    private readonly Dictionary<(string Path, string Folder), ImmutableArray<Document>> _documents = [];
    private readonly Dictionary<(string Path, string Folder), ComposeProject> _projects = [];
    private readonly Dictionary<(Document Document, string Service), ComposeService> _services = [];
    private readonly List<(string Path, string Folder)> _including = [];
    private readonly List<(Document Document, string Service)> _extending = [];
    private readonly List<MapNode> _roots = [];
    private ImmutableDictionary<string, Name> _required = ImmutableDictionary.Create<string, Name>(StringComparer.Ordinal);

    public ComposeLoader(PlanFile file, ComposeFolder folder)
    {
        _file = file;
        _folder = folder;
        _budget = new ComposeBudget(new SourcePlace(file.Path, 0, 0, 1, 1, 1, 1));
        _values = new ComposeValues(_budget);
        _map = new ComposeMap(_budget);
    }

    /// <summary>Reads the file.</summary>
    /// <param name="projectFolder">The folder of the project, which its paths start from.</param>
    public ComposeProject Load(string projectFolder) => Project(_file, projectFolder) with
    {
        RequiredVariables = _required,
        MountVariables = [.. _roots.SelectMany(DecidingVariables.OfMounts)],
        NewDatabaseVariables = [.. _roots.SelectMany(DecidingVariables.OfNewDatabases)],
    };

    private ComposeProject Project(PlanFile file, string folder)
    {
        if (_projects.TryGetValue((file.Path, folder), out var known))
            return known;

        _including.Add((file.Path, folder));
        var project = DocumentsOf(file, folder).Select(Read).Aggregate(Merged);
        _including.RemoveAt(_including.Count - 1);
        return _projects[(file.Path, folder)] = project;
    }

    private ComposeProject Read(Document document)
    {
        var own = new ComposeProject
        {
            Name = _values.Text(_map.Find(document.Entries, "name")),
            Services = document.Services.ToImmutableDictionary(entry => entry.Key.Text, entry => Service(document, entry), StringComparer.Ordinal),
            Volumes = _values.Named(_map.Find(document.Entries, "volumes")).ToImmutableDictionary(
                entry => entry.Key.Text, entry => _values.Volume(new Name(entry.Key.Text, entry.Key.Place), _map.Entries(entry.Value)), StringComparer.Ordinal),
        };

        // Neither the name of what is included counts, nor what it takes back.
        return Included(document).Select(project => project with { Name = null, Replaced = [] }).Append(own).Aggregate(Merged) with { Replaced = document.Replaced };
    }

    private IEnumerable<ComposeProject> Included(Document document)
    {
        if (_map.Find(document.Entries, "include") is not { } include)
            return [];

        if (include is not ListNode list)
            throw new Refusal(SyntaxRules.WrongValue, include.Place, new("Key 'include' takes a list; write [ … ]", "キー 'include' はリストを取ります。[ … ] のように書いてください"));

        _budget.SpendValues(list.Items.Length);
        return list.Items.Select(item => Included(document, item));
    }

    private ComposeProject Included(Document document, Node item)
    {
        var entries = _map.Entries(item);
        var paths = item is MapNode ? _map.Find(entries, "path") is var path && path is ListNode several ? several.Items : [path ?? item] : [item];
        var files = paths.Select(node => (File: FileOf(document, node, "include"), Node: node)).ToList();
        if (files.Count == 0)
            throw NotAtHand("include", string.Empty, item.Place);

        var folder = Normal(files[0].File.Folder);
        if (_map.Find(entries, "project_directory") is { } named)
            folder = ComposeFolder.Combine(document.Folder, _values.Text(named)?.Text ?? string.Empty) ?? throw NotAtHand("include", _values.Text(named)?.Text ?? string.Empty, named.Place);

        foreach (var (file, node) in files)
        {
            if (_including.Count == LongestChain || _including.Contains((file.Path, folder)))
                throw new Refusal(SyntaxRules.ForbiddenYaml, node.Place, new(
                    "Files include each other in a circle here, or over too many others; take one of them out",
                    "ここで include が循環しているか、深すぎます。いずれかを取り除いてください"));
        }

        return files.Select(file => Project(file.File, folder)).Aggregate(Merged);
    }

    private ComposeService Service(Document document, Entry entry)
    {
        var key = (document, entry.Key.Text);
        if (_services.TryGetValue(key, out var known))
            return known;

        var entries = _map.Entries(entry.Value);
        var own = _values.Service(new Name(entry.Key.Text, entry.Key.Place), entries);
        if (_map.Find(entries, "extends") is not { } extends)
            return _services[key] = own;

        if (_extending.Count == LongestChain || _extending.Contains(key))
            throw new Refusal(SyntaxRules.ForbiddenYaml, extends.Place, new(
                "Services extend each other in a circle here, or over too many others; take one of them out",
                "ここで extends が循環しているか、深すぎます。いずれかを取り除いてください"));

        _extending.Add(key);
        var extended = document.Replaced.Where(path => path.Top == "services" && path.Owner == key.Text).Aggregate(Extended(document, extends), (service, path) => service.Without(path));
        _extending.RemoveAt(_extending.Count - 1);
        Spend(extended);
        return _services[key] = extended.With(own) with { Name = own.Name };
    }

    private ComposeService Extended(Document document, Node extends)
    {
        var entries = _map.Entries(extends);
        var name = extends is MapNode ? _values.Text(_map.Find(entries, "service")) : _values.Text(extends);
        var file = _map.Find(entries, "file");
        var found = (file is null ? [document] : DocumentsOf(FileOf(document, file, "extends")))
            .SelectMany(among => among.Services.Where(entry => entry.Key.Text == name?.Text)
                .Select(entry => new ComposeProject { Services = ImmutableDictionary<string, ComposeService>.Empty.Add(name!.Text, Service(among, entry)), Replaced = among.Replaced }))
            .Aggregate(new ComposeProject(), Merged);
        return found.Services.TryGetValue(name?.Text ?? string.Empty, out var service) ? service : throw new Refusal(SyntaxRules.UnresolvedReference, extends.Place, new(
            $"Service {Quote.Of(name?.Text ?? string.Empty)} is extended here and does not exist there; correct its name",
            $"ここで extends に指定されたサービス {Quote.Of(name?.Text ?? string.Empty)} は存在しません。名前を直してください"));
    }

    private PlanFile FileOf(Document document, Node node, string key)
    {
        var path = node is ScalarNode ? _values.Text(node)?.Text ?? string.Empty : string.Empty;
        return _folder.Find(path, document.Folder, Normal(document.File.Folder)) ?? throw NotAtHand(key, path, node.Place);
    }

    private static Refusal NotAtHand(string key, string path, SourcePlace place) => new(SyntaxRules.NotJudged, place, new(
        $"'{key}' names {Quote.Of(path)}, which is not below the application's folder 'compose', and nothing else is read; put it there, or write out what it brings",
        $"'{key}' が指定する {Quote.Of(path)} は、アプリケーションの 'compose' フォルダー以下にありません。それ以外は読み取らないため、そこに置くか、内容をこのファイルに書いてください"));

    private ImmutableArray<Document> DocumentsOf(PlanFile file) => DocumentsOf(file, Normal(file.Folder));

    private ImmutableArray<Document> DocumentsOf(PlanFile file, string folder)
    {
        if (_documents.TryGetValue((file.Path, folder), out var known))
            return known;

        if (file.Path != _file.Path)
            _budget.SpendCharacters(file.Text.Length);

        var roots = _folder.DocumentsOf(file);
        _roots.AddRange(roots);
        foreach (var variable in roots.SelectMany(root => RequiredVariables.In(root).Values.OrderBy(name => name.Place.Start)).Where(variable => !_required.ContainsKey(variable.Text)))
            _required = _required.Add(variable.Text, variable);

        return _documents[(file.Path, folder)] = [.. roots.Select(root => DocumentOf(root, file, folder))];
    }

    private Document DocumentOf(MapNode root, PlanFile file, string folder)
    {
        var entries = _map.Entries(root);
        return new Document(file, folder, entries, _values.Named(_map.Find(entries, "services")), new ComposeTags(_budget).Of(root));
    }

    private ComposeProject Merged(ComposeProject first, ComposeProject second)
    {
        _budget.SpendValues(second.Services.Count + second.Volumes.Count + second.Replaced.Length);
        foreach (var service in second.Services.Keys)
        {
            if (first.Services.TryGetValue(service, out var earlier))
                Spend(earlier);
        }

        return first.With(second);
    }

    // What a merge copies.
    private void Spend(ComposeService service) => _budget.SpendValues(service.Mounts.Length + service.Ports.Length + service.Environment.Count + 1);

    private static string Normal(string folder) => ComposeFiles.Normal(folder);

    /// <summary>A document of a file; equal to itself alone.</summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">The folder that its paths start from.</param>
    /// <param name="entries">What stands at its top.</param>
    /// <param name="services">Its services, as they are written.</param>
    /// <param name="replaced">What it takes back of the documents and files before it.</param>
    private sealed class Document(PlanFile file, string folder, ImmutableArray<Entry> entries, ImmutableArray<Entry> services, ImmutableArray<ComposePath> replaced)
    {
        public PlanFile File { get; } = file;

        public string Folder { get; } = folder;

        public ImmutableArray<Entry> Entries { get; } = entries;

        public ImmutableArray<Entry> Services { get; } = services;

        public ImmutableArray<ComposePath> Replaced { get; } = replaced;
    }
}
