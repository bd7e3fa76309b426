using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>
/// Reads the releases of an application. The oldest says everything; of what a later one leaves out, services, settings, migrations, project, PostgreSQL, the least of it and how the version is read are as in the release before it.
/// Whoever asks for a release gets the whole fact.
/// </summary>
internal sealed class ReleaseReader(NameCheck names, FindingSink findings)
{
    /// <summary>Stands for a component that has no migrations any more.</summary>
    public const string NoMigration = "none";

    // As many as a list that is written in full may have: what has more was made to be slow.
    private const int MostNames = 500;

    private readonly CrossingReader _crossings = new(names, findings);
    private readonly StoreChangeReader _stores = new(names, findings);

    /// <summary>What the file says of one release.</summary>
    public ReleaseChange Read(ScalarNode key, MapReader reader)
    {
        var owner = new Message($"Release {Quote.Of(key.Text)}", $"リリース {Quote.Of(key.Text)}");
        var migrations = reader.Map("migrations", required: false);
        var touches = reader.Map("touches", required: false);
        var services = ReadChange(reader, "services", service => names.Service(service, owner));
        var images = reader.Map("images", required: false);
        return new ReleaseChange
        {
            Own = _crossings.Read(new Release
            {
                Version = new ValueReader(findings).Version("releases", key, reader.Versions) ?? ReleaseVersion.Parse("0.0.0"),
                PostgreSqlMajor = 0,
                Services = [],
                Migrations = ImmutableDictionary<string, string>.Empty,
                Project = reader.FindName("project", ValueForm.Name),
                Renames = ReadRenames(reader, services, owner),
                OneWay = reader.FindNames("one-way", ValueForm.RelativePath),
                Touches = Each(touches, entry => touches.RequireNames(names.Store(new Name(entry.Key.Text, entry.Key.Place), owner), ValueForm.RelativePath)),
                PostUpgrade = [.. reader.FindMaps("post-upgrade").Select(command => ReadPostUpgrade(command, owner))],
                Probe = reader.PlaceOf("version") is { } probe ? new VersionProbeReader(names, findings).Read(reader.Map("version", required: false), probe, owner) : null,
                ComposeFiles = reader.FindNames("compose", ValueForm.RelativePath),
                Place = key.Place,
            }, reader, owner),
            PostgreSqlMajor = reader.FindInteger("postgresql", 8, 99),
            LeastPostgreSqlMajor = reader.FindInteger("least-postgresql", 8, 99),
            Services = services,
            Settings = ReadChange(reader, "settings", setting => setting),
            Migrations = [.. migrations.Entries.Select(entry => (new Name(entry.Key.Text, entry.Key.Place), migrations.RequireName(entry.Key.Text)))],
            Stores = _stores.Read(reader, owner),
            Images = [.. images.Entries.Select(entry => (names.Service(new Name(entry.Key.Text, entry.Key.Place), owner), images.RequireName(entry.Key.Text)))],
            Lacks = [.. new[] { "postgresql", "services" }.Where(required => reader.Find(required) is null)],
        };
    }

    /// <summary>What the file says of each release, oldest first.</summary>
    public ImmutableArray<ReleaseChange> InOrder(IEnumerable<ReleaseChange> changes) => [.. changes.OrderBy(change => change.Own.Version).ThenBy(change => change.Own.Place.Start)];

    /// <summary>The releases, each as a whole.</summary>
    /// <param name="changes">What the file says of them, oldest first.</param>
    public ImmutableArray<Release> Resolve(IEnumerable<ReleaseChange> changes)
    {
        var releases = ImmutableArray.CreateBuilder<Release>();
        Release? before = null;
        foreach (var change in changes)
        {
            if (before is not null && before.Version == change.Own.Version)
                findings.Report(SyntaxRules.DuplicateName, change.Own.Place, new(
                    $"Release '{change.Own.Version}' is declared twice; remove one",
                    $"リリース '{change.Own.Version}' が 2 回宣言されています。一方を取り除いてください"), new RelatedPlace(before.Place, new("the other", "もう一方")));

            before = Resolve(before, change);
            releases.Add(before);
        }

        return releases.ToImmutable();
    }

    private Release Resolve(Release? before, ReleaseChange change)
    {
        var owner = new Message($"Release '{change.Own.Version}'", $"リリース '{change.Own.Version}'");
        if (before is null)
            RequireAll(change, owner);

        return change.Own with
        {
            PostgreSqlMajor = change.PostgreSqlMajor ?? before?.PostgreSqlMajor ?? 0,
            LeastPostgreSqlMajor = change.LeastPostgreSqlMajor ?? before?.LeastPostgreSqlMajor,
            Services = change.Services is null ? before?.Services ?? [] : [.. Apply(change.Services, before?.Services.Select(Name.Of) ?? [], owner, new("service", "サービス")).Select(service => service.Text)],
            Settings = change.Settings is null ? before?.Settings ?? [] : [.. Apply(change.Settings, before?.Settings ?? [], owner, new("setting", "設定"))],
            Migrations = Apply(change.Migrations, before?.Migrations ?? ImmutableDictionary.Create<string, string>(StringComparer.Ordinal), owner),
            Project = change.Own.Project ?? before?.Project,
            Probe = change.Own.Probe ?? before?.Probe,
            Images = ImagesOf(change, before),
            Stores = change.Stores.Change.Aggregate(before?.Stores ?? ImmutableDictionary.Create<string, StoreChange>(StringComparer.Ordinal), (stores, each) => stores.SetItem(each.Store, stores.TryGetValue(each.Store, out var earlier) ? earlier.With(each.Change) : each.Change)),
        };
    }

    // A service that is called otherwise keeps its image, and one that goes takes it along.
    private static ImmutableDictionary<string, Name> ImagesOf(ReleaseChange change, Release? before)
    {
        var images = before?.Images ?? ImmutableDictionary.Create<string, Name>(StringComparer.Ordinal);
        foreach (var (old, renamed) in change.Services?.Rename ?? [])
            images = images.TryGetValue(old, out var image) ? images.Remove(old).SetItem(renamed, image) : images;

        return images.RemoveRange(change.Services?.Remove.Select(service => service.Text) ?? []).SetItems(change.Images.Select(pair => new KeyValuePair<string, Name>(pair.Service, pair.Image)));
    }

    private void RequireAll(ReleaseChange oldest, Message owner)
    {
        foreach (var key in oldest.Lacks)
            findings.Report(SyntaxRules.UnresolvedReference, oldest.Own.Place, owner + new Message(
                $" is the oldest and leaves out '{key}', so that there is no release before it to take that from; add the key",
                $" は最も古いリリースなので、省略した '{key}' を引き継ぐ元がありません。キーを追加してください"));

        if (oldest.Services is { All: null })
            findings.Report(SyntaxRules.UnresolvedReference, oldest.Own.Place, owner + new Message(
                " is the oldest, so that its services change nothing; write them as a list", " は最も古いリリースなので、サービスの変更元がありません。リストで書いてください"));
    }

    private List<Name> Apply(ListChange change, IEnumerable<Name> before, Message owner, Message what)
    {
        if (change.All is { } all)
            return [.. all];

        var list = before.ToList();
        foreach (var (old, renamed) in change.Rename)
        {
            if (IndexOf(list, old, owner, what) is var index && index >= 0)
                list[index] = renamed;
        }

        foreach (var gone in change.Remove)
        {
            if (IndexOf(list, gone, owner, what) is var index && index >= 0)
                list.RemoveAt(index);
        }

        foreach (var added in change.Add)
        {
            if (list.Exists(name => name.Text == added.Text))
                findings.Report(SyntaxRules.DuplicateName, added.Place, owner + new Message(
                    $" adds the {what.English} {Quote.Of(added)}, which the release before it has already; remove it here",
                    $" が追加する{what.Japanese} {Quote.Of(added)} は、直前のリリースにすでにあります。ここから取り除いてください"));
            else
                list.Add(added);
        }

        if (list.Count > MostNames)
            findings.Report(SyntaxRules.WrongValue, change.Add[change.Add.Length - 1].Place, owner + new Message(
                $" has more than {MostNames} names with this one; leave some out", $" の名前がここで {MostNames} 個を超えました。減らしてください"));

        return [.. list.Take(MostNames)];
    }

    private int IndexOf(List<Name> list, Name name, Message owner, Message what)
    {
        var index = list.FindIndex(known => known.Text == name.Text);
        if (index < 0)
            findings.Report(SyntaxRules.UnresolvedReference, name.Place, owner + new Message(
                $" changes the {what.English} {Quote.Of(name)}, which the release before it does not have",
                $" が変更する{what.Japanese} {Quote.Of(name)} は、直前のリリースにありません") + Suggestion.For(name, list.Select(known => known.Text)));

        return index;
    }

    private ImmutableDictionary<string, string> Apply(ImmutableArray<(Name Component, Name Migration)> changes, ImmutableDictionary<string, string> before, Message owner)
    {
        var migrations = before;
        foreach (var (component, migration) in changes)
        {
            if (migration.Text != NoMigration)
                migrations = migrations.SetItem(component, migration);
            else if (before.ContainsKey(component))
                migrations = migrations.Remove(component);
            else
                findings.Report(SyntaxRules.UnresolvedReference, component.Place, owner + new Message(
                    $" ends the migrations of {Quote.Of(component)}, of which the release before it has none",
                    $" が終わらせる {Quote.Of(component)} の移行は、直前のリリースにありません") + Suggestion.For(component, before.Keys));
        }

        return migrations;
    }

    private static ListChange? ReadChange(MapReader reader, string key, Func<Name, Name> use)
    {
        if (reader.Find(key) is not { } node)
            return null;

        if (node is not MapNode)
            return new ListChange([.. reader.FindNames(key, ValueForm.Name).Select(use)]);

        var change = reader.Map(key, required: false);
        var rename = key == "services" ? change.Map("rename", required: false) : null;
        var read = new ListChange(All: null)
        {
            Add = [.. change.FindNames("add", ValueForm.Name).Select(use)],
            Remove = [.. change.FindNames("remove", ValueForm.Name).Select(use)],
            Rename = rename is null ? [] : [.. rename.Entries.Select(entry => (use(new Name(entry.Key.Text, entry.Key.Place)), use(rename.RequireName(entry.Key.Text, ValueForm.Name))))],
        };
        change.RefuseOthers();
        return read;
    }

    private ImmutableDictionary<string, Name> ReadRenames(MapReader reader, ListChange? services, Message owner)
    {
        var renames = reader.Map("renames", required: false);
        if (services is { All: null } && reader.Find("renames") is { } twice)
            findings.Report(SyntaxRules.WrongValue, twice.Place, owner + new Message(
                " says 'renames' beside what changes among its services; write them as 'services: { rename: { … } }'",
                " ではサービスの変更と並んで 'renames' が書かれています。'services: { rename: { … } }' にまとめてください"));

        var given = Each(renames, entry => names.Service(renames.RequireName(entry.Key.Text, ValueForm.Name), owner));
        return services is null || services.Rename.IsEmpty ? given : given.SetItems(services.Rename.Select(pair => new KeyValuePair<string, Name>(pair.Old, pair.New)));
    }

    private static ImmutableDictionary<string, T> Each<T>(MapReader map, Func<Entry, T> read)
    {
        var values = ImmutableDictionary<string, T>.Empty.WithComparers(StringComparer.Ordinal);
        return map.Entries.IsEmpty ? values : values.AddRange(map.Entries.Select(entry => new KeyValuePair<string, T>(entry.Key.Text, read(entry))));
    }

    private PostUpgradeCommand ReadPostUpgrade(MapReader reader, Message owner)
    {
        var service = names.Service(reader.RequireName("service", ValueForm.Name), owner);
        var command = reader.RequireNames("command", ValueForm.Text);
        reader.RefuseOthers();
        return new PostUpgradeCommand(service, [.. command.Select(word => word.Text)], service.Place);
    }
}
