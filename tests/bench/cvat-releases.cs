#!/usr/bin/env dotnet
#:package YamlDotNet
#:property PublishAot=false
#:property NoWarn=$(NoWarn);CS1591;IDE0005

// Made the releases of plans/cvat/application.yaml once, of a table of what each release of CVAT changes in its compose files and migrations:
//
//   dotnet run tests/bench/cvat-releases.cs -- <table.yaml> > releases.yaml
//
// From then on the plans are the source, and this only says how they came to be: what people have to know, checks, stops and probes were written by hand beside it.
using System.Globalization;
using YamlDotNet.RepresentationModel;

var table = new YamlStream();
using (var reader = new StreamReader(args[0]))
    table.Load(reader);

var root = (YamlMappingNode)table.Documents[0].RootNode;
var major = Map(root, "identity", "database")["major"] as YamlSequenceNode;
var majors = major!.Children.Cast<YamlMappingNode>().ToDictionary(each => Text(each["from"]), each => Text(each["major"]));
Console.WriteLine("releases:");
foreach (var release in ((YamlSequenceNode)root["releases"]).Children.Cast<YamlMappingNode>())
    Write(release);

void Write(YamlMappingNode release)
{
    var version = Text(release["v"]);
    var isFirst = release.Children.ContainsKey("base");
    var main = isFirst ? Map(release, "base", "compose") : Map(release, "compose", "main");
    var lines = new List<string>();
    if (majors.TryGetValue(version, out var postgresql))
        lines.Add($"postgresql: {postgresql}");
    if (isFirst)
        lines.Add($"services: [{string.Join(", ", Keys(main, "services"))}]");
    else if (Services(main) is { Length: > 0 } services)
        lines.Add($"services: {{ {services} }}");

    var images = Keys(main, isFirst ? "services" : "services_added").Select(service => (service, Image(Text(Map(main, isFirst ? "services" : "services_added", service)["image"]))))
        .Concat(Keys(main, "images").Select(service => (service, Image(Text(((YamlSequenceNode)Map(main, "images")[service])[1])))));
    if (string.Join(", ", images.OrderBy(pair => pair.Item1, StringComparer.Ordinal).Select(pair => $"{pair.Item1}: \"{pair.Item2}\"")) is { Length: > 0 } named)
        lines.Add($"images: {{ {named} }}");
    if (main.Children.TryGetValue("project_name", out var project) && project is YamlSequenceNode names)
        lines.Add($"project: {Text(names[1])}");

    lines.AddRange(Migrations(isFirst ? Map(release, "base", "migrations_newest") : Map(release, "migrations", "newest"), Map(release, "migrations")));
    Console.WriteLine($"  {version[1..]}:");
    foreach (var line in lines)
        Console.WriteLine($"    {line}");
}

string Services(YamlMappingNode main)
{
    var renamed = Map(main, "services_renamed").Children.ToDictionary(pair => Text(pair.Key), pair => Text(pair.Value));
    var parts = new[]
    {
        ("add", Listed(Keys(main, "services_added").Except(renamed.Values))),
        ("remove", Listed(List(main, "services_removed").Except(renamed.Keys))),
        ("rename", renamed.Count == 0 ? string.Empty : $"{{ {string.Join(", ", renamed.Select(pair => $"{pair.Key}: {pair.Value}"))} }}"),
    };
    return string.Join(", ", parts.Where(part => part.Item2.Length > 0).Select(part => $"{part.Item1}: {part.Item2}"));
}

// Those of Redis are recorded in Redis, and not where the others are.
IEnumerable<string> Migrations(YamlMappingNode newest, YamlMappingNode migrations)
{
    var apps = newest.Children.Select(pair => (App: Text(pair.Key), Number: Text(pair.Value)[..4])).Where(pair => !pair.App.Contains(':')).Select(pair => $"{pair.App}: \"{pair.Number}\"")
        .Concat(List(migrations, "removed").Select(name => name.Split('/')[0]).Distinct().Select(app => $"{app}: none"));
    if (string.Join(", ", apps) is { Length: > 0 } listed)
        yield return $"migrations: {{ {listed} }}";

    // What cannot be taken back, what goes with it, and what comes back otherwise than it was: the same to whoever needs the old version again.
    foreach (var (key, sources) in new[]
    {
        ("one-way", new[] { "one_way", "drops_data", "deletes_rows", "reverse_conditional", "data_not_restored_by_reverse" }),
        ("can-stop", ["can_stop"]),
        ("rewrites", ["rewrites_big_tables"]),
    })
    {
        if (Listed(sources.SelectMany(source => List(migrations, source)).Select(Short).Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } found)
            yield return $"{key}: {found}";
    }

    if (Listed(List(migrations, "touches_files").Select(Short)) is { Length: > 0 } touching)
        yield return $"touches: {{ media: {touching} }}";
}

string Short(string migration) => migration.Split('/') is [var app, var name] ? $"{app}/{name[..4]}" : migration;

string Image(string image) => image.Replace("<CVAT_VERSION or <release>>", "v{version}", StringComparison.Ordinal);

string Listed(IEnumerable<string> names) => names.ToList() is { Count: > 0 } some ? $"[{string.Join(", ", some)}]" : string.Empty;

string Text(YamlNode node) => node is YamlScalarNode { Value: { } value } ? value : string.Create(CultureInfo.InvariantCulture, $"{node}");

// Beyond what a list says of each there are words in its place, such as how many there are.
IEnumerable<string> List(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) && node is YamlSequenceNode list ? list.Children.Select(Text) : [];

IEnumerable<string> Keys(YamlMappingNode map, string key) => Map(map, key).Children.Keys.Select(Text);

YamlMappingNode Map(YamlMappingNode map, params string[] path) =>
    path.Aggregate(map, (at, key) => at.Children.TryGetValue(key, out var node) && node is YamlMappingNode inner ? inner : []);
