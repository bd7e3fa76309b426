using System.Text.Json.Nodes;
using Hopguard.Plans.Model;

namespace Hopguard.Reporting.Documents;

/// <summary>What an editor knows of <c>application.yaml</c>. Tests read a file with every key of it, and look for every key that the reader asks for.</summary>
internal static class ApplicationSchema
{
    public const string Path = "plans/application.schema.json";

    public static GeneratedDocument Render() => Schema.File(Path, "What is true of an application whatever the hop", Schema.Keys(
        new SchemaKey("application", true, Schema.Text(ValueForm.TargetName), "The name in plans and targets, in lower case."),
        new SchemaKey("title", true, Schema.Text(), "The name for people."),
        new SchemaKey("deployment", false, Schema.Choice(DeploymentKinds.Words.Keys), "What its deployments run on; compose by default."),
        new SchemaKey("compose", true, Compose(), "The application's compose files."),
        new SchemaKey("versions", false, Versions(), "How its versions are written and compared; three numbers by default."),
        new SchemaKey("version", true, Version(), "How the installed version is read from what runs, up to the release that says otherwise."),
        new SchemaKey("migrations", true, Migrations(), "The table in which the application's framework records applied migrations."),
        new SchemaKey("services", true, Schema.Names(ValueForm.Name, Service()), "Services by name, of every release."),
        new SchemaKey("stores", true, Schema.Names(ValueForm.Name, Store()), "What holds data, by the name that plans use."),
        new SchemaKey("releases", true, Releases(), "Releases that a hop can start from or lead to.")));

    private static JsonObject Compose() => Schema.Keys(
        new SchemaKey("files", true, Files(), "The compose files of a plain deployment, in the order in which compose merges them."),
        new SchemaKey("development", false, Files(), "Compose files that are meant for development machines and belong into no command on a deployment."),
        new SchemaKey("version-variable", false, Name(), "The variable by which the compose files let an operator choose another image tag."));

    private static JsonObject Versions() => Schema.Keys(
        new SchemaKey("numbers", false, Schema.Number("integer", 2, 4), "How many numbers a version has."),
        new SchemaKey("at-least", false, Schema.Number("integer", 2, 4), "The fewest numbers, where some may be left out; they count as 0."),
        new SchemaKey("suffix", false, Schema.Choice(VersionScheme.Suffixes.Keys), "What may stand behind a hyphen: the name of a version before (2.3.0-rc.1), or the base of an image, which says nothing of the version (2.3.0-alpine)."));

    private static JsonObject Version()
    {
        var version = Schema.Keys(
            new SchemaKey("service", true, Name(), "The service that is asked, or whose image is."),
            new SchemaKey("port", false, Schema.Number("integer", 1, 65_535), "The port inside the container."),
            new SchemaKey("path", false, Schema.Text(), "The path of the request, with its leading slash. While it is answered the application counts as available; without one, while its container is healthy."),
            new SchemaKey("header", false, Header(), "A header of the request, whose value is not in the plan."),
            new SchemaKey("field", false, Schema.Text(), "The field of the JSON answer that holds the version."),
            new SchemaKey("label", false, Schema.Text(), "Instead of 'field': the label of the service's image that holds the version."),
            new SchemaKey("tag", false, new JsonObject { ["const"] = true }, "Instead of 'field': the tag of the service's image is the version."),
            new SchemaKey("query", false, Query(), "Instead of 'field': a question to a database, answered by one row of one column."));
        version["oneOf"] = new JsonArray([.. new[] { "field", "label", "tag", "query" }.Select(source => new JsonObject { ["required"] = Schema.Array(source) })]);
        version["dependencies"] = new JsonObject
        {
            ["field"] = Schema.Array("port", "path"),
            ["header"] = Schema.Array("port", "path"),
            ["port"] = Schema.Array("path"),
            ["path"] = Schema.Array("port"),
        };
        return version;
    }

    private static JsonObject Header() => Schema.Keys(
        new SchemaKey("name", true, Name(), "The header's name."),
        new SchemaKey("scheme", false, Name(), "The word before the value, such as Bearer."),
        new SchemaKey("value-from", true, Schema.Text(ValueForm.Variable), "The variable of the environment, or else the setting of the deployment's '.env', that holds the value."));

    private static JsonObject Query() => Schema.Keys(
        new SchemaKey("store", true, Name(), "A store of kind postgresql."),
        new SchemaKey("database", true, Schema.Text(), "The database in that store."),
        new SchemaKey("sql", true, Schema.Text(ValueForm.Query), "One SELECT. It runs in a transaction that cannot write."));

    private static JsonObject Migrations() => Schema.Keys(
        new SchemaKey("store", true, Name(), "The store that holds the table."),
        new SchemaKey("database", true, Schema.Text(), "The database in that store."),
        new SchemaKey("table", true, Schema.Text(), "The table."),
        new SchemaKey("schema", false, Schema.Text(), "The schema that the table is in; public by default."),
        new SchemaKey("app", false, Schema.Text(), "The column that names the component; left out where the table has none and the application is one."),
        new SchemaKey("name", true, Schema.Text(), "The column that names the migration."),
        new SchemaKey("process", false, Schema.Text(), "Words of the command line of the one process that applies migrations, such as 'manage.py migrate'. Where it has ended and migrations are missing, they have failed, and nobody waits for them any longer."));

    private static JsonObject Service() => Schema.Keys(
        new SchemaKey("writes", false, Schema.List(Name()), "Stores that the service may change."),
        new SchemaKey("kubernetes", false, new JsonObject { ["type"] = "array", ["items"] = Workload() }, "How its pods are found on a cluster, oldest release first."));

    private static JsonObject Workload() => Schema.Keys(
        new SchemaKey("labels", true, new JsonObject { ["type"] = "object", ["minProperties"] = 1, ["additionalProperties"] = Schema.Text() }, "Labels that its pods have, and no other pods of the application have all of."),
        new SchemaKey("container", true, Schema.Text(), "The container of the pod that runs the service."),
        new SchemaKey("since", false, Schema.Version(), "The first release that has it so; left out for the oldest."));

    private static JsonObject Store()
    {
        var store = Schema.Keys(
            new SchemaKey("kind", true, Schema.Choice("postgresql", "volume", "folder", "redis", "opaque"), "What holds the data: a database, files in a volume or in a folder of the host, or another server (opaque) whose files are copied while it is stopped."),
            new SchemaKey("service", true, Name(), "The service that serves it, or for plain files one that mounts them."),
            new SchemaKey("volume", false, Name(), "The volume's name inside the compose file, without the project's prefix."),
            new SchemaKey("version-variable", false, Name(), "The variable by which the compose files choose the tag of its server's image."),
            new SchemaKey("connection", false, Connection(), "For a database: the variables by which services are told where its server is. Where they name another server than its service, the store lies in an external database, which no plan may touch."),
            new SchemaKey("mount", false, Schema.Text(ValueForm.AbsolutePath), "Instead of 'volume', for a store in a folder of the host: where its service mounts that folder."),
            new SchemaKey("disposable", false, Schema.Flag(), "Whether losing it costs nothing that matters: a cache, logs."),
            new SchemaKey("since", false, Schema.Version(), "The first version that has it."),
            new SchemaKey("until", false, Schema.Version(), "The first version that no longer has it."),
            new SchemaKey("replaced-by", false, Name(), "The store that takes its place from that version on, in a volume of its own; by default the only one of its kind that its service begins to have then."));
        var disposable = new JsonObject { ["properties"] = new JsonObject { ["disposable"] = new JsonObject { ["const"] = true } }, ["required"] = Schema.Array("disposable") };
        store["anyOf"] = new JsonArray(new JsonObject { ["required"] = Schema.Array("volume") }, new JsonObject { ["required"] = Schema.Array("mount") }, disposable);
        store["not"] = new JsonObject { ["required"] = Schema.Array("volume", "mount") };
        store["dependencies"] = new JsonObject { ["replaced-by"] = Schema.Array("until") };
        return store;
    }

    private static JsonObject Connection() => Schema.Keys(
        new SchemaKey("host", true, Name(), "The variable with the server's host."),
        new SchemaKey("port", false, Name(), "The variable with its port; 5432 where none is set."),
        new SchemaKey("database", false, Name(), "The variable with the name of the database."),
        new SchemaKey("user", false, Name(), "The variable with the role that services log in as."),
        new SchemaKey("password", false, Name(), "The variable with that role's password, or with _FILE behind it the file that holds it. Where 'user' and 'password' are named, an external database is backed up like one of the project."));

    private static JsonObject Releases()
    {
        var releases = Schema.Names(ValueForm.Name, Release());
        releases["propertyNames"] = new JsonObject { ["pattern"] = Schema.Version()["pattern"]!.DeepClone() };
        return releases;
    }

    // That the oldest release leaves nothing out is beyond a schema, which sees each by itself.
    private static JsonObject Release() => Schema.Keys(
        new SchemaKey("postgresql", false, Schema.Number("integer", 8, 99), "The PostgreSQL major of its database image; left out where it is that of the release before."),
        new SchemaKey("least-postgresql", false, Schema.Number("integer", 8, 99), "The least PostgreSQL major that it works with, where the server is not its own; left out where it is that of the release before, or not known."),
        new SchemaKey("services", false, Changed([Rename()]), "Services that run in this release: all of them, or what changes against the release before; left out where nothing does."),
        new SchemaKey("migrations", false, Names(Schema.Text()), "The newest migration of each component; a name may be shortened to its number, in quotes. A component that is left out is as in the release before, and 'none' ends one."),
        new SchemaKey("settings", false, Changed(), "Settings without which its compose files do not work: all of them, or what changes against the release before; left out where nothing does."),
        new SchemaKey("project", false, Name(), "The compose project that its files name; left out where it is as in the release before, or called after its folder."),
        new SchemaKey("renames", false, Names(Name()), "Services that have another name than in the release before: the new name by the old one."),
        new SchemaKey("one-way", false, Files(), "Migrations of this release that cannot be taken back, as component/number."),
        new SchemaKey("touches", false, Names(Files()), "Migrations of this release that change files, as component/number, by the store that holds the files."),
        new SchemaKey("post-upgrade", false, new JsonObject { ["type"] = "array", ["items"] = PostUpgrade() }, "Commands that have to run once in the new version after its migrations."),
        new SchemaKey("can-stop", false, Files(), "Migrations of this release that fail on some data, as component/number."),
        new SchemaKey("rewrites", false, Files(), "Migrations of this release that write big tables anew and take as long as there is data, as component/number."),
        new SchemaKey("checks", false, new JsonObject { ["type"] = "array", ["items"] = Check() }, "Questions to the source's databases before a hop over this release, which must find nothing."),
        new SchemaKey("before", false, Texts(), "What people have to know or to do before a hop over this release."),
        new SchemaKey("after", false, Texts(), "What people have to do after a hop over this release."),
        new SchemaKey("mandatory-stop", false, Schema.Flag(), "Whether no hop may pass over this release."),
        new SchemaKey("stop-before", false, Schema.VersionOrRange(), "Releases of which one has to have run before a deployment gets to this one or over it, such as 2.0.0..2.48.0."),
        new SchemaKey("advised-stop", false, Bilingual(), "Why a route that leads over this release had better stop at it."),
        new SchemaKey("avoid", false, Bilingual(), "Why no route stops at this release unless it was asked for."),
        new SchemaKey("images", false, Names(Schema.Text()), "The images of services that have another than in the release before; {version} is the release's version."),
        new SchemaKey("stores", false, StoreChanges(), "What becomes of stores with this release."),
        new SchemaKey("version", false, Version(), "How its version and those of later releases are read, where that changes."),
        new SchemaKey("compose", false, Files(), "Its compose files, relative to this file's folder and in the order in which compose merges them."));

    private static SchemaKey Rename() => new("rename", false, Names(Name()), "Those that have another name: the new name by the old one.");

    private static JsonObject Changed(params IEnumerable<SchemaKey> others) => new()
    {
        ["anyOf"] = new JsonArray(
            Schema.List(Name()),
            Schema.Keys([
                new SchemaKey("add", false, Schema.List(Name()), "Those that come."),
                new SchemaKey("remove", false, Schema.List(Name()), "Those that go."),
                .. others])),
    };

    private static JsonObject Check() => Schema.Keys(
        new SchemaKey("finds", true, Bilingual(), "What the rows are that the query finds."),
        new SchemaKey("store", true, Name(), "A store of kind postgresql."),
        new SchemaKey("database", true, Schema.Text(), "The database in that store."),
        new SchemaKey("query", true, Schema.Text(ValueForm.Query), "One SELECT. It runs in a transaction that cannot write; a table or column that is not there yet finds nothing."),
        new SchemaKey("remedy", true, Bilingual(), "What to do about them."),
        new SchemaKey("warns", false, Schema.Flag(), "Whether what is found is only told, and stops nothing."));

    private static JsonObject StoreChanges() => Schema.Keys(
        new SchemaKey("add", false, Schema.List(Name()), "Stores that come with this release; instead of 'since' of the store."),
        new SchemaKey("remove", false, Schema.List(Name()), "Stores that go, and whose data goes nowhere; instead of 'until' of the store."),
        new SchemaKey("replace", false, Names(Name()), "Stores whose place another takes: the new one by the old one; instead of 'until', 'replaced-by' and 'since'."),
        new SchemaKey("change", false, Names(StoreChange()), "Stores that are something else from this release on."));

    private static JsonObject StoreChange() => Schema.Keys(
        new SchemaKey("service", false, Name(), "The service that serves it."),
        new SchemaKey("volume", false, Name(), "The volume that holds it."),
        new SchemaKey("mount", false, Schema.Text(ValueForm.AbsolutePath), "Where its service mounts the folder of the host that holds it."),
        new SchemaKey("disposable", false, Schema.Flag(), "Whether losing it costs nothing that matters."));

    private static JsonObject Bilingual() => new()
    {
        ["anyOf"] = new JsonArray(Schema.Text(), Schema.Keys(new SchemaKey("en", true, Schema.Text(), "The text in English."), new SchemaKey("ja", true, Schema.Text(), "The text in Japanese."))),
    };

    private static JsonObject Texts() => new() { ["anyOf"] = new JsonArray(Bilingual(), Schema.List(Bilingual())) };

    private static JsonObject PostUpgrade() => Schema.Keys(
        new SchemaKey("service", true, Name(), "The service in which it runs."),
        new SchemaKey("command", true, Schema.List(Schema.Text()), "The program and its arguments."));

    private static JsonObject Name() => Schema.Text(ValueForm.Name);

    private static JsonObject Files() => Schema.List(Schema.Text(ValueForm.RelativePath));

    // An empty mapping may be left empty behind its colon, like any other that requires nothing.
    private static JsonObject Names(JsonObject value) => new() { ["type"] = new JsonArray("object", "null"), ["additionalProperties"] = value };
}
