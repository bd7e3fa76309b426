using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Reads <c>application.yaml</c>. Text goes in, nothing is executed or opened.</summary>
public static class ApplicationReader
{
    /// <summary>The name of the file in an application's folder.</summary>
    public const string FileName = "application.yaml";

    /// <summary>Reads the file of an application; its compose files are attached by <see cref="PlanFolder"/>.</summary>
    /// <param name="path">The file, as findings shall name it.</param>
    /// <param name="text">Its text.</param>
    public static ReadResult<Application> Read(string path, string text)
    {
        var findings = new FindingSink();
        var root = DocumentReader.Read(path, text, findings);
        var application = root is null ? null : new Reader(path, findings).Read(root);
        return new ReadResult<Application>(findings.HasErrors ? null : application, findings.ToImmutable());
    }

    private sealed class Reader(string path, FindingSink findings)
    {
        // Steps look at every service and store, and routes at every release: what has more was made to be slow.
        private const int MostDeclared = 500;

        private static readonly string[] StoreKinds = ["postgresql", "volume", "folder", "redis", "opaque"];
        private readonly NameCheck _names = new();

        public Application Read(MapNode root)
        {
            var start = root.Place with { Length = 0, EndLine = root.Place.Line, EndColumn = root.Place.Column };
            var reader = new MapReader(root, start, new("The application", "アプリケーション"), name: null, findings);
            // The scheme comes first: every other key of the file may hold a version.
            reader.Versions = ReadScheme(reader.Map("versions", required: false));
            var compose = reader.Map("compose", required: true);
            var name = reader.RequireName("application", ValueForm.TargetName);
            var releases = new ReleaseReader(_names, findings);
            var changes = releases.InOrder(ReadEach(reader.Map("releases", required: true), releases.Read).Values);
            var application = new Application
            {
                Name = name,
                NamePlace = name.Place,
                Title = reader.RequireName("title"),
                Deployment = ReadDeployment(reader.FindName("deployment")),
                DevelopmentFiles = [.. compose.FindNames("development", ValueForm.RelativePath).Select(file => file.Text)],
                VersionVariable = compose.FindName("version-variable", ValueForm.Name)?.Text,
                ComposeFiles = [.. compose.RequireNames("files", ValueForm.RelativePath).Select(file => file.Text)],
                Versions = reader.Versions,
                Version = new VersionProbeReader(_names, findings).Read(reader.Map("version", required: true), reader.PlaceOf("version") ?? start, KeyNamed("version")),
                Migrations = ReadMigrations(reader.Map("migrations", required: true)),
                Services = ReadEach(reader.Map("services", required: true), ReadService),
                Stores = new StoreLives(findings).Apply(ReadEach(reader.Map("stores", required: true), ReadStore), changes),
                Releases = releases.Resolve(changes),
                Path = path,
            };
            CheckComponents(application);
            compose.RefuseOthers();
            reader.RefuseOthers();
            if (!findings.HasErrors)
                _names.Report(application, findings);
            if (!findings.HasErrors)
                ReplacementCheck.Report(application, findings);

            return application;
        }

        private ImmutableDictionary<string, T> ReadEach<T>(MapReader reader, Func<ScalarNode, MapReader, T> read)
        {
            var values = ImmutableDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
            if (reader.Entries.Length > MostDeclared)
                findings.Report(SyntaxRules.WrongValue, reader.Entries[MostDeclared].Key.Place, new(
                    $"More than {MostDeclared} entries stand before {Quote.Of(reader.Entries[MostDeclared].Key.Text)}; leave out what is from here on",
                    $"{Quote.Of(reader.Entries[MostDeclared].Key.Text)} の前に項目が {MostDeclared} 個を超えています。ここから先を取り除いてください"));

            foreach (var entry in reader.Entries.Take(MostDeclared))
            {
                if (ValueForms.Problem(entry.Key.Text, ValueForm.Name) is { } problem)
                    findings.Report(SyntaxRules.WrongValue, entry.Key.Place, KeyNamed(entry.Key.Text) + new Message(" ", " ") + problem);

                var item = new MapReader(entry.Value, entry.Key.Place, MapReader.Key, entry.Key.Text, findings) { Versions = reader.Versions };
                values[entry.Key.Text] = read(entry.Key, item);
                item.RefuseOthers();
            }

            return values.ToImmutable();
        }

        private DeploymentKind ReadDeployment(Name? kind)
        {
            if (kind is null)
                return DeploymentKind.Compose;
            if (!DeploymentKinds.Words.TryGetValue(kind.Text, out var known))
                findings.Report(SyntaxRules.WrongValue, kind.Place, new Message($"Kind of deployment {Quote.Of(kind)} is not known", $"デプロイメントの種類 {Quote.Of(kind)} は使えません") + Suggestion.For(kind, DeploymentKinds.Words.Keys));

            return known;
        }

        private VersionScheme ReadScheme(MapReader reader)
        {
            var most = reader.FindInteger("numbers", 2, 4) ?? VersionScheme.Default.Most;
            var fewest = reader.FindInteger("at-least", 2, most) ?? most;
            var suffix = reader.FindName("suffix");
            if (suffix is { } text && !VersionScheme.Suffixes.ContainsKey(text.Text))
                findings.Report(SyntaxRules.WrongValue, text.Place, new Message($"Suffix of versions {Quote.Of(text)} is not known", $"バージョンの接尾辞 {Quote.Of(text)} は使えません") + Suggestion.For(text, VersionScheme.Suffixes.Keys));

            reader.RefuseOthers();
            return new VersionScheme(fewest, most, suffix is { } known && VersionScheme.Suffixes.TryGetValue(known.Text, out var kind) ? kind : VersionSuffix.None);
        }

        private MigrationTable ReadMigrations(MapReader reader)
        {
            var store = _names.Store(reader.RequireName("store", ValueForm.Name), KeyNamed("migrations"));
            var table = new MigrationTable(
                store, reader.RequireName("database"), reader.RequireName("table"), reader.FindName("app")?.Text, reader.RequireName("name"));
            if (reader.FindName("schema") is { } schema)
                table = table with { Schema = schema };
            table = table with { Process = reader.FindName("process")?.Text };
            reader.RefuseOthers();
            return table;
        }

        // Where the table has no column for it, nobody could tell whose migration a row is.
        private void CheckComponents(Application application)
        {
            foreach (var release in application.Releases.Where(release => application.Migrations.AppColumn is null && release.Migrations.Count > 1))
                findings.Report(SyntaxRules.WrongValue, release.Place, new(
                    $"Release '{release.Version}' has migrations of {release.Migrations.Count} components, and 'migrations' names no column 'app' that tells them apart; name it, or one component",
                    $"リリース '{release.Version}' には {release.Migrations.Count} 個のコンポーネントの移行がありますが、'migrations' に区別する列 'app' がありません。列を指定するか、コンポーネントを 1 つにしてください"));
        }

        private Service ReadService(ScalarNode key, MapReader reader)
        {
            var owner = new Message($"Service {Quote.Of(key.Text)}", $"サービス {Quote.Of(key.Text)}");
            return new Service(key.Text, [.. reader.FindNames("writes", ValueForm.Name).Select(store => _names.Store(store, owner).Text)], key.Place)
            {
                Workloads = new WorkloadReader(findings).Read(reader),
            };
        }

        private Store ReadStore(ScalarNode key, MapReader reader)
        {
            var kind = reader.RequireName("kind");
            var store = new Store
            {
                Name = key.Text,
                Kind = ReadKind(kind),
                Service = _names.Service(reader.RequireName("service", ValueForm.Name), new($"Store {Quote.Of(key.Text)}", $"ストア {Quote.Of(key.Text)}")),
                Volume = reader.FindName("volume", ValueForm.Name)?.Text,
                VersionVariable = reader.FindName("version-variable", ValueForm.Name)?.Text,
                Connection = ReadConnection(key, kind.Text, reader),
                Mount = reader.FindName("mount", ValueForm.AbsolutePath) is { } mount ? ComposeShortForm.Folder(mount.Text) : null,
                Disposable = reader.FindFlag("disposable"),
                Since = reader.FindVersion("since"),
                Until = reader.FindVersion("until"),
                ReplacedBy = reader.FindName("replaced-by", ValueForm.Name) is { } other ? _names.Store(other, new($"Store {Quote.Of(key.Text)}", $"ストア {Quote.Of(key.Text)}")) : null,
                Place = key.Place,
            };
            ReportPlace(key, kind.Text, store, reader);
            return store;
        }

        private ServerVariables? ReadConnection(ScalarNode key, string kind, MapReader store)
        {
            if (store.Find("connection") is not { } written)
                return null;
            if (kind != "postgresql")
            {
                var name = Quote.Of(key.Text);
                findings.Report(SyntaxRules.WrongValue, written.Place, new(
                    $"Store {name} is of kind {Quote.Of(kind)} and has a 'connection'; remove it, for only a store of kind 'postgresql' is reached by one",
                    $"ストア {name} の種類は {Quote.Of(kind)} なのに 'connection' があります。接続できるのは種類 'postgresql' のストアだけなので、取り除いてください"));
            }

            var reader = store.Map("connection", required: false);
            var variables = new ServerVariables
            {
                Host = reader.RequireName("host", ValueForm.Name),
                Port = reader.FindName("port", ValueForm.Name),
                Database = reader.FindName("database", ValueForm.Name),
                User = reader.FindName("user", ValueForm.Name),
                Password = reader.FindName("password", ValueForm.Name),
            };
            reader.RefuseOthers();
            return variables;
        }

        private void ReportPlace(ScalarNode key, string kind, Store store, MapReader reader)
        {
            var (volume, mount) = (reader.Find("volume"), reader.Find("mount"));
            var name = Quote.Of(key.Text);
            if (volume is not null && mount is not null)
            {
                findings.Report(SyntaxRules.WrongValue, mount.Place, new(
                    $"Store {name} has both 'volume' and 'mount'; keep 'volume' for a named volume, or 'mount' for a folder of the host",
                    $"ストア {name} に 'volume' と 'mount' の両方があります。名前付きボリュームなら 'volume' を、ホストのフォルダーなら 'mount' を残してください"));
            }
            else if (kind == "volume" && mount is not null)
            {
                findings.Report(SyntaxRules.WrongValue, key.Place, new(
                    $"Store {name} is of kind 'volume' and lies in a folder of the host; write 'kind: folder'",
                    $"ストア {name} の種類は 'volume' ですが、ホストのフォルダーにあります。'kind: folder' と書いてください"));
            }
            else if (kind == "folder" && volume is not null)
            {
                findings.Report(SyntaxRules.WrongValue, key.Place, new(
                    $"Store {name} is of kind 'folder' and lies in a volume; write 'kind: volume'",
                    $"ストア {name} の種類は 'folder' ですが、ボリュームにあります。'kind: volume' と書いてください"));
            }
            else if (!store.Disposable && volume is null && mount is null)
            {
                findings.Report(SyntaxRules.MissingKey, key.Place, new(
                    $"Store {name} is not disposable and lacks the key 'volume'; name the volume that holds it, or with 'mount' where its service mounts the folder of the host",
                    $"ストア {name} は使い捨てではないのにキー 'volume' がありません。データを保持するボリュームを指定するか、ホストのフォルダーならサービス内のマウント先を 'mount' で指定してください"));
            }
        }

        private StoreKind ReadKind(Name kind)
        {
            if (kind.Text.Length > 0 && !StoreKinds.Contains(kind.Text))
                findings.Report(SyntaxRules.WrongValue, kind.Place, new Message($"Kind of store {Quote.Of(kind)} is not known", $"ストアの種類 {Quote.Of(kind)} は使えません") + Suggestion.For(kind, StoreKinds));

            return kind.Text switch
            {
                "postgresql" => StoreKind.PostgreSql,
                "redis" => StoreKind.Redis,
                "opaque" => StoreKind.Opaque,
                _ => StoreKind.Volume,
            };
        }

        private static Message KeyNamed(string key) => new($"Key {Quote.Of(key)}", $"キー {Quote.Of(key)}");
    }
}
