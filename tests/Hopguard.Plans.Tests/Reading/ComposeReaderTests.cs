using System.Text;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Reading;

public sealed class ComposeReaderTests
{
    [Fact]
    public void Anchors_and_merge_keys_are_read_as_compose_reads_them()
    {
        var project = Read("""
            x-base: &base
              image: app:1
              restart: always
              environment: { A: "1" }
            services:
              server: { <<: *base, image: "app:2" }
              worker: { <<: [*base, { restart: "no", command: [run, worker] }] }
            """);

        project.Services["server"].Image!.Text.Should().Be("app:2");
        project.Services["server"].Restart!.Text.Should().Be("always");
        project.Services["worker"].Restart!.Text.Should().Be("always");
        project.Services["worker"].Command!.Text.Should().Be("run worker");
        project.Services["worker"].Environment["A"].Text.Should().Be("1");
    }

    [Theory]
    [InlineData("app:${V:-v1}", "app:v1")]
    [InlineData("app:${V-v1}", "app:v1")]
    [InlineData("app:${V:-${W:-v2}}", "app:v2")]
    [InlineData("app:${V}", "app:${V}")]
    [InlineData("app:${V:?say which}", "app:${V:?say which}")]
    [InlineData("app:${V:+v1}", "app:")]
    [InlineData("app:$$V", "app:$V")]
    [InlineData("app:$V", "app:$V")]
    [InlineData("app:${V:-v1", "app:${V:-v1")]
    public void A_default_stands_for_its_variable(string image, string resolved) =>
        Read($"services:\n  s:\n    image: '{image}'").Services["s"].Image!.Text.Should().Be(resolved);

    [Fact]
    public void Variables_that_must_be_set_are_found_anywhere()
    {
        var variable = Read("services:\n  s:\n    labels: { rule: 'Host(${HOST:?name it})', mail: '${MAIL:-none}' }").RequiredVariables.Should().ContainSingle().Subject.Value;

        variable.Text.Should().Be("HOST");
        (variable.Place.Line, variable.Place.Column).Should().Be((3, 21));
    }

    [Theory]
    [InlineData("data:/var/lib/x", "data", "/var/lib/x", false)]
    [InlineData("data:/var/lib/x/:ro", "data", "/var/lib/x", true)]
    [InlineData("./rules:/rules", null, "/rules", false)]
    [InlineData("/srv/x:/x:rw", null, "/x", false)]
    [InlineData("C:\\data:/x", null, "/x", false)]
    [InlineData("/var/lib/x", null, "/var/lib/x", false)]
    [InlineData("${DIR:-data}:/x", "data", "/x", false)]
    public void Mounts_are_read_in_the_short_form(string mount, string? volume, string target, bool isReadOnly)
    {
        var read = Read($"services:\n  s:\n    volumes:\n      - {mount}").Services["s"].Mounts.Should().ContainSingle().Subject;

        (read.Volume, read.Target, read.IsReadOnly).Should().Be((volume, target, isReadOnly));
        (read.Place.Line, read.Place.Column, read.Place.Length).Should().Be((4, 9, mount.Length));
    }

    [Fact]
    public void Mounts_and_ports_are_read_in_the_long_form()
    {
        var service = Read("""
            services:
              s:
                volumes:
                  - { type: volume, source: data, target: /x/, read_only: true }
                  - { type: bind, source: /srv, target: /y }
                ports:
                  - { target: 5432, published: "15432", host_ip: 127.0.0.1 }
            """).Services["s"];

        service.Mounts.Select(mount => (mount.Volume, mount.Target, mount.IsReadOnly)).Should().Equal(("data", "/x", true), (null, "/y", false));
        service.Ports.Single().Should().Match<ComposePort>(port => port.IsLocal && port.Text == "15432");
    }

    [Theory]
    [InlineData("5432:5432", false)]
    [InlineData("5432", false)]
    [InlineData("0.0.0.0:5432:5432", false)]
    [InlineData("127.0.0.1:5432:5432", true)]
    [InlineData("[::1]:5432:5432", true)]
    public void A_port_is_local_when_its_address_is(string port, bool isLocal) =>
        Read($"services:\n  s:\n    ports: [\"{port}\"]").Services["s"].Ports.Single().IsLocal.Should().Be(isLocal);

    [Fact]
    public void Volumes_have_their_driver_options_and_names()
    {
        var volumes = Read("""
            volumes:
              plain:
              tuned: { driver: local, driver_opts: { type: nfs, o: rw } }
              others: { external: true, name: shared }
            """).Volumes;

        volumes["plain"].Identity.Should().Be("driver local");
        volumes["tuned"].Identity.Should().Be("driver local, o=rw, type=nfs");
        volumes["others"].Identity.Should().Be("name shared, driver local, external");
    }

    [Fact]
    public void Environment_is_read_as_a_list_too() =>
        Read("services:\n  s:\n    environment: [A=b=c, B]").Services["s"].Environment.Should().ContainSingle().Which.Value.Text.Should().Be("b=c");

    [Fact]
    public void A_later_file_replaces_values_and_adds_ports()
    {
        var first = Read("name: one\nservices:\n  s: { image: 'app:1', ports: ['80:80'], volumes: ['a:/x', 'b:/y'], environment: { A: '1', B: '1' } }");
        var service = first.With(Read("services:\n  s: { image: 'app:2', ports: ['443:443'], volumes: ['c:/x'], environment: { A: '2' } }")).Services["s"];

        service.Image!.Text.Should().Be("app:2");
        service.Ports.Select(port => port.Text).Should().Equal("80:80", "443:443");
        service.Mounts.Select(mount => mount.Volume).Should().Equal("b", "c");
        service.Environment.Select(pair => pair.Key + pair.Value).Should().BeEquivalentTo("A2", "B1");
    }

    [Theory]
    [InlineData("services: [a, b]\nvolumes: x")]
    [InlineData("services:\n  s: text\n  t: { image: [], volumes: x, ports: { a: b }, environment: 3 }")]
    [InlineData("services:\n  s: !reset { image: !custom x }")]
    public void What_compose_would_refuse_is_passed_over(string text) => ComposeReader.Read("c.yaml", text).Findings.Should().BeEmpty();

    [Theory]
    [InlineData("services: {", "HOP901")]
    [InlineData("a: *nowhere", "HOP901")]
    [InlineData("a: &a [*a]", "HOP901")]
    [InlineData("", "HOP901")]
    [InlineData("a: 1\n---\n", "HOP901")]
    [InlineData("a: 1\n---\n- b", "HOP901")]
    [InlineData("services:\n\ts: { image: x }", "HOP901")]
    [InlineData("a: \u001b", "HOP901")]
    [InlineData("x: &x { image: a }\ny: &y { restart: b }\nservices:\n  s:\n    <<: *x\n    <<: *y", "HOP903")]
    public void What_is_no_compose_file_is_refused(string text, string rule)
    {
        var result = ComposeReader.Read("c.yaml", text);

        result.Value.Should().BeNull();
        result.Findings.Should().ContainSingle().Which.Rule.Id.Should().Be(rule);
    }

    [Theory]
    [InlineData("services:\n  s:\n    image: app:1\t# comment")]
    [InlineData("services:\n  s:\n    image:\tapp:1\n    command: |\n      a\n      \tb")]
    [InlineData("services:\n  s: { image: \"app:1\", command: [\"a\tb\"] }")]
    [InlineData("services:\n  s: # a\u2028    image: app:1")]
    [InlineData("services:\u0085  s:\u0085    image: app:1")]
    [InlineData("services:\r  s:\r    image: app:1")]
    [InlineData("%YAML 1.1\n---\nservices: { s: { image: 'app:1' } }\n...\n")]
    [InlineData("? services\n: ? s\n  : image: !!str app:1")]
    public void A_text_that_compose_takes_is_read(string text) => Read(text).Services["s"].Image!.Text.Should().Be("app:1");

    [Fact]
    public void A_place_behind_an_unusual_end_of_line_is_where_editors_see_it()
    {
        var place = Read("# a\u2028services:\n  s:\n    image: app:1").Services["s"].Image!.Place;

        (place.Line, place.Column).Should().Be((4, 12));
    }

    [Fact]
    public void As_much_comment_as_a_vendor_likes_is_read() =>
        Read(string.Concat(Enumerable.Repeat("# " + new string('x', 118) + "\n", 15_000)) + "services: { s: { image: a } }").Services.Should().ContainKey("s");

    [Fact]
    public void Documents_are_merged_in_their_order()
    {
        var service = Read("x: &i app:1\nservices: { s: { image: *i, ports: ['1:1'] } }\n---\nservices: { s: { ports: ['2:2'] }, t: { image: *i } }\n---\nservices: { s: { image: 'app:3' } }").Services;

        service["s"].Image!.Text.Should().Be("app:3");
        service["s"].Ports.Select(port => port.Text).Should().Equal("1:1", "2:2");
        service["t"].Image!.Text.Should().Be("app:1");
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("'true'", true)]
    [InlineData("yes", true)]
    [InlineData("\"${EXTERNAL:-True}\"", true)]
    [InlineData("false", false)]
    [InlineData("no", false)]
    public void A_volume_is_external_in_all_of_the_words_of_compose(string text, bool isExternal) => Read($"volumes: {{ v: {{ external: {text} }} }}").Volumes["v"].IsExternal.Should().Be(isExternal);

    [Fact]
    public void Nothing_multiplies()
    {
        var aliases = new StringBuilder("a0: &a0 { x: 1 }\n");
        var merges = new StringBuilder("services:\n  m0: &m0 { k0: 1 }\n");
        for (var i = 1; i < 13; i++)
        {
            aliases.Append(null, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
            merges.Append(null, $"  m{i}: &m{i} {{ k{i}: 1, <<: [{string.Join(", ", Enumerable.Repeat($"*m{i - 1}", 10))}] }}\n");
        }

        var deep = new StringBuilder("a0: &a0 1\n");
        for (var i = 1; i < 3_000; i++)
            deep.Append(null, $"a{i}: &a{i} [*a{i - 1}]\n");

        Findings(aliases.ToString()).Should().BeEmpty();
        Findings(merges.ToString()).Should().Equal("HOP902");
        Findings(deep.ToString()).Should().Equal("HOP902");
        Findings(string.Concat(Enumerable.Repeat("services: { s: { ports: [1, 2, 3, 4] } }\n---\n", 1_500)) + "a: b").Should().Equal("HOP902");
        Findings("a: '" + string.Concat(Enumerable.Repeat("${A:-", 100_000)) + "'").Should().BeEmpty();
        Findings("a: '" + string.Concat(Enumerable.Repeat("${A:-", 50_000)) + new string('}', 50_000) + "'").Should().BeEmpty();

        static IEnumerable<string> Findings(string text) => Bounded.Run(64, () => ComposeReader.Read("c.yaml", text).Findings).Select(finding => finding.Rule.Id);
    }

    [Fact]
    public void A_release_has_its_compose_files_and_they_are_no_plans()
    {
        var cvat = Repository.BuiltInPlans();

        cvat.Plans.Select(plan => plan.Id).Should().BeEquivalentTo("cvat-2.3.0", "cvat-backup", "cvat-clean-export-cache", "cvat-database", "cvat-general", "cvat-restore");
        var releases = cvat.FindApplication("cvat")!.Releases.Where(release => !release.ComposeFiles.IsEmpty).ToList();
        releases.Select(release => release.Compose!.Services["cvat_db"].Image!.Text).Should().Equal("postgres:10-alpine", "postgres:15-alpine");
        releases[1].Compose!.Services["cvat_worker_webhooks"].Mounts.Should().HaveCount(3);
        releases[1].ComposeOf(["docker-compose.yml", "docker-compose.https.yml"])!.RequiredVariables.Keys.Should().Equal("ACME_EMAIL");
        releases[1].ComposeOf(["unknown.yml"]).Should().BeNull();
    }

    private static ComposeProject Read(string text)
    {
        var result = ComposeReader.Read("compose.yaml", text);
        result.Findings.Should().BeEmpty();
        return result.Value!;
    }
}
