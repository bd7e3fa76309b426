using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Reading;

/// <summary>Compose files of several parts, each expectation as docker compose 2.26 renders it.</summary>
public sealed class ComposeLoaderTests
{
    private const string Database = "services:\n  db: { image: 'd:1', volumes: ['bulk:/b'], environment: { A: a } }\nvolumes: { bulk: { name: fixed } }\n";

    [Fact]
    public void A_service_is_extended_within_its_file()
    {
        var service = Read(("c.yaml", """
            services:
              base: { image: "b:1", volumes: ["one:/a", "two:/b"], ports: ["1:1"], environment: { A: a, B: b }, command: [x, y], restart: always }
              server: { extends: base, volumes: ["three:/a"], ports: ["2:2"], environment: [A=z], command: z }
            """)).Services["server"];

        (service.Name.Place.Line, service.Image!.Text, service.Command!.Text, service.Restart!.Text).Should().Be((3, "b:1", "z", "always"));
        service.Mounts.Select(mount => mount.Volume).Should().Equal("two", "three");
        service.Ports.Select(port => port.Text).Should().Equal("1:1", "2:2");
        service.Environment.Select(pair => pair.Key + pair.Value).Should().BeEquivalentTo("Az", "Bb");
    }

    [Fact]
    public void A_service_of_another_file_comes_without_its_volumes()
    {
        var project = Read(("c.yaml", "services:\n  db: { extends: { file: '${FILE:-sub/db.yaml}', service: db } }"), ("sub/db.yaml", Database));

        project.Services["db"].Mounts.Single().Volume.Should().Be("bulk");
        project.Services["db"].Image!.Place.Path.Should().Be("app/compose/sub/db.yaml");
        project.Volumes.Should().BeEmpty();
    }

    [Fact]
    public void A_path_starts_from_the_file_that_extends() => Read(
        ("c.yaml", "services: { x: { extends: { file: sub/m.yaml, service: m } } }"),
        ("n.yaml", "services: { n: { image: top } }"),
        ("sub/n.yaml", "services: { n: { image: sub } }"),
        ("sub/m.yaml", "services: { m: { extends: { file: n.yaml, service: n } } }")).Services["x"].Image!.Text.Should().Be("sub");

    [Fact]
    public void Documents_of_an_extended_file_are_merged() =>
        Read(("c.yaml", "services: { x: { extends: { file: m.yaml, service: m } } }"), ("m.yaml", "services: { m: { image: a } }\n---\nservices: { m: { image: b } }")).Services["x"].Image!.Text.Should().Be("b");

    [Fact]
    public void What_is_included_comes_with_its_volumes_and_without_its_name()
    {
        var project = Read(("c.yaml", "name: own\ninclude: [db.yaml]\nservices: { web: { image: w } }"), ("db.yaml", "name: other\n" + Database));

        project.Name!.Text.Should().Be("own");
        project.Services.Keys.Should().BeEquivalentTo("db", "web");
        project.Volumes["bulk"].FixedName!.Text.Should().Be("fixed");
    }

    [Theory]
    [InlineData("include: [sub/m.yaml]", "sub")]
    [InlineData("include: [{ path: sub/m.yaml }]", "sub")]
    [InlineData("include: [{ path: sub/m.yaml, project_directory: . }]", "top")]
    [InlineData("include: [{ path: [sub/m.yaml, o.yaml] }]", "over")]
    [InlineData("include: [sub/m.yaml]\n---\nservices: { n: { image: later } }", "later")]
    public void What_is_included_may_include_more(string text, string image) => Read(
        ("c.yaml", text),
        ("o.yaml", "services: { n: { image: over } }"),
        ("n.yaml", "services: { n: { image: top } }"),
        ("sub/n.yaml", "services: { n: { image: sub } }"),
        ("sub/m.yaml", "include: [n.yaml]\nservices: { m: { image: m } }")).Services["n"].Image!.Text.Should().Be(image);

    [Fact]
    public void Variables_that_an_included_file_requires_are_required() =>
        Read(("c.yaml", "include: [m.yaml]"), ("m.yaml", "services: { m: { image: '${TAG:?which}' } }")).RequiredVariables.Keys.Should().Equal("TAG");

    [Theory]
    [InlineData("services: { x: { extends: y }, y: { extends: x } }", "HOP902")]
    [InlineData("services: { x: { extends: y } }", "HOP908")]
    [InlineData("services: { x: { extends: } }", "HOP908")]
    [InlineData("services: { y: { image: a } }\n---\nservices: { x: { extends: y } }", "HOP908")]
    [InlineData("services: { x: { extends: { file: m.yaml, service: nobody } } }", "HOP908")]
    [InlineData("services: { x: { extends: { file: away.yaml, service: m } } }", "HOP915")]
    [InlineData("services: { x: { extends: { file: ../outside.yaml, service: m } } }", "HOP915")]
    [InlineData("services: { x: { image: a, volumes_from: [y] } }", "HOP915")]
    [InlineData("include: [c.yaml]", "HOP902")]
    [InlineData("include: [m.yaml]", "HOP902")]
    [InlineData("include: m.yaml", "HOP906")]
    [InlineData("include: [[m.yaml]]", "HOP915")]
    public void What_compose_refuses_or_is_not_at_hand_is_refused(string text, string rule)
    {
        var result = Load(("c.yaml", text), ("m.yaml", "include: [c.yaml]\nservices: { m: { image: m } }"), ("../outside.yaml", "services: { m: { image: m } }"));

        result.Value.Should().BeNull();
        result.Findings.Should().ContainSingle().Which.Rule.Id.Should().Be(rule);
    }

    [Theory]
    [InlineData("services: { s: { volumes: !reset [] } }", "d:1||A")]
    [InlineData("services: { s: { volumes: !reset [new:/n] } }", "d:1||A")]
    [InlineData("services: { s: { volumes: !override [new:/n] } }", "d:1|new|A")]
    [InlineData("services: { s: { environment: { A: !reset null } } }", "d:1|bulk|")]
    [InlineData("services: { s: !override { image: x } }", "x||")]
    [InlineData("services: !override { s: { image: x } }", "x||")]
    [InlineData("services: { s: !reset { image: x } }", null)]
    [InlineData("x: &x !reset []\nservices: { s: { volumes: *x } }", "d:1||A")]
    [InlineData("services: { s: { volumes: !custom [new:/n] } }", "d:1|bulk,new|A")]
    public void A_later_file_takes_back_what_it_tags(string later, string? expected)
    {
        var first = Read(("c.yaml", Database.Replace("db:", "s:", StringComparison.Ordinal)));

        var overlay = first.With(Read(("o.yaml", later)));
        var document = Read(("c.yaml", Database.Replace("db:", "s:", StringComparison.Ordinal) + "---\n" + later));

        new[] { overlay, document }.Should().OnlyContain(project => Told(project) == expected);
    }

    [Fact]
    public void What_is_extended_is_taken_back_too() =>
        Told(Read(("c.yaml", "services:\n  base: { image: b, volumes: ['one:/a'] }\n  s: { extends: base, volumes: !override ['two:/b'] }"))).Should().Be("b|two|");

    [Fact]
    public void A_volume_is_taken_back() =>
        Read(("c.yaml", Database)).With(Read(("o.yaml", "volumes: { bulk: { name: !reset null } }"))).Volumes["bulk"].FixedName.Should().BeNull();

    [Theory]
    [InlineData("services: { s: { volumes: [!reset 'bulk:/b'] } }")]
    [InlineData("x: &x { volumes: !reset [] }\nservices: { s: { <<: *x } }")]
    [InlineData("services: { s: { volumes: [{ type: volume, source: !reset bulk, target: /b }] } }")]
    public void A_tag_that_releases_of_compose_read_differently_is_refused(string text) => Load(("c.yaml", text)).Findings.Should().ContainSingle().Which.Rule.Id.Should().Be("HOP902");

    [Theory]
    [InlineData("services: { s: { labels: { a: !reset null }, image: a } }\nnetworks: { n: !override { driver: x } }")]
    public void A_tag_on_what_is_not_read_is_passed_over(string text) => Load(("c.yaml", text)).Findings.Should().BeEmpty();

    [Fact]
    public void Parts_do_not_multiply()
    {
        var twice = Enumerable.Range(0, 60).Select(number => ($"m{number}.yaml", $"include: [m{number + 1}.yaml, {{ path: m{number + 1}.yaml }}]\nservices: {{ s{number}: {{ image: a }} }}")).ToArray();
        var big = Enumerable.Range(0, 40).Select(number => ($"m{number}.yaml", $"# {new string('x', 1_000_000)}\nservices: {{ s{number}: {{ image: a }} }}")).ToArray();
        var mounts = string.Join(", ", Enumerable.Range(0, 1_000).Select(number => $"'v{number}:/m{number}'"));
        var chain = "services:\n  s0: { volumes: [" + mounts + "] }\n" + string.Concat(Enumerable.Range(1, 400).Select(number => $"  s{number}: {{ extends: s0 }}\n"));
        var deep = "services:\n" + string.Concat(Enumerable.Range(0, 400).Select(number => $"  s{number}: {{ extends: s{number + 1} }}\n"));

        Bounded.Run(64, () => Load([("c.yaml", "include: [m0.yaml]"), .. twice])).Value.Should().BeNull();
        Bounded.Run(64, () => Load([("c.yaml", "include: [" + string.Join(", ", big.Select(file => file.Item1)) + "]"), .. big])).Findings.Single().Rule.Id.Should().Be("HOP902");
        Bounded.Run(64, () => Load(("c.yaml", chain))).Findings.Single().Rule.Id.Should().Be("HOP902");
        Bounded.Run(64, () => Load(("c.yaml", deep))).Findings.Single().Rule.Id.Should().Be("HOP902");
    }

    private static string? Told(ComposeProject project) => !project.Services.TryGetValue("s", out var service) ? null
        : $"{service.Image}|{string.Join(",", service.Mounts.Select(mount => mount.Volume))}|{string.Join(",", service.Environment.Keys)}";

    private static ComposeProject Read(params (string Path, string Text)[] files)
    {
        var result = Load(files);
        result.Findings.Should().BeEmpty();
        return result.Value!;
    }

    private static ReadResult<ComposeProject> Load(params (string Path, string Text)[] files)
    {
        var all = files.Select(file => new PlanFile("app/compose/" + file.Path, file.Text)).ToList();
        return ComposeReader.Read(all[0], all[0].Folder, new ComposeFolder(all));
    }
}
