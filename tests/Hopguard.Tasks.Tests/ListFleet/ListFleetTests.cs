using System.Text.Json;
using System.Text.RegularExpressions;
using Hopguard.Engine;
using Hopguard.Tasks.ListFleet;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;

namespace Hopguard.Tasks.Tests.ListFleet;

public sealed partial class ListFleetTests : IDisposable
{
    private const string Two = """
        waves:
          - name: canary
            deployments:
              - { deployment: /srv/cvat/, runs-on: annotation-1 }
          - name: rest
            deployments:
              - { deployment: /srv/cvat, application: cvat, state: /backup/cvat, runs-on: [self-hosted, annotation-2] }
              - deployment: "/srv/日本 語"
                runs-on: [annotation-2]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard-fleet").FullName;
    private readonly OutputValues _outputs = new();

    [Fact]
    public void People_read_the_waves_in_their_order() => List(Two).Should().Be("""
        3 deployments in 2 waves

        1. canary
           - cvat in /srv/cvat, by a runner with annotation-1

        2. rest
           - cvat in /srv/cvat, runs in /backup/cvat, by a runner with self-hosted, annotation-2
           - cvat in /srv/日本 語, by a runner with annotation-2

        """);

    [Fact]
    public void It_speaks_Japanese() => List(Two, "--language=ja").Should().StartWith("デプロイメント 3 件、2 ウェーブ\n\n1. canary\n   - /srv/cvat の cvat、ランナーは annotation-1\n");

    [Fact]
    public void Programs_read_the_same_as_JSON()
    {
        using var json = JsonDocument.Parse(List(Two, "--format=JSON"));

        var waves = json.RootElement.GetProperty("waves").EnumerateArray().ToList();
        waves.Select(wave => wave.GetProperty("name").GetString()).Should().Equal("canary", "rest");
        var deployment = waves[1].GetProperty("deployments")[0];
        deployment.GetProperty("deployment").GetString().Should().Be("/srv/cvat");
        deployment.GetProperty("application").GetString().Should().Be("cvat");
        deployment.GetProperty("state").GetString().Should().Be("/backup/cvat");
        deployment.GetProperty("runsOn").EnumerateArray().Select(label => label.GetString()).Should().Equal("self-hosted", "annotation-2");
        waves[0].GetProperty("deployments")[0].GetProperty("state").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void Jobs_are_told_the_number_of_waves_and_a_matrix_of_texts_for_each()
    {
        List(Two);

        _outputs[OutputCatalogue.Waves].Should().Be("2");
        _outputs[OutputCatalogue.Wave[0]].Should().Be("""{"include":[{"name":"canary: /srv/cvat (annotation-1)","deployment":"/srv/cvat","application":"cvat","state":"","runs-on":"[\"annotation-1\"]"}]}""");
        _outputs[OutputCatalogue.Wave[1]].Should().Contain("""{"name":"rest: /srv/cvat (self-hosted, annotation-2)","deployment":"/srv/cvat","application":"cvat","state":"/backup/cvat","runs-on":"[\"self-hosted\",\"annotation-2\"]"}""")
            .And.Contain("/srv/日本 語").And.NotContain("\n");
        OutputCatalogue.Wave.Skip(2).Select(wave => _outputs[wave]).Should().HaveCount(4).And.OnlyContain(value => value == "");
    }

    [Fact]
    public void Without_an_option_the_file_is_fleet_yaml_in_the_working_folder()
    {
        File.WriteAllText(Path.Combine(_folder, "fleet.yaml"), Two);

        ListFrom().Should().StartWith("3 deployments in 2 waves\n");
    }

    [Theory]
    [InlineData("docs/ci.md")]
    [InlineData("docs/ci.ja.md")]
    public void The_inventory_of_the_guide_can_be_pasted(string page) =>
        List(Inventory().Match(File.ReadAllText(Path.Combine(Host.Program.Root, page))).Groups["text"].Value).Should().MatchRegex("^[0-9]+ deployments in [23] waves\n");

    [Theory]
    [InlineData("", "*has no 'waves', line 1", "*docs/ci.md*")]
    [InlineData("waves: []", "*has an empty list for 'waves', line 1", "*")]
    [InlineData("{}", "*has no 'waves', line 1", "Write 'waves' there")]
    [InlineData("- a", "*is not a plain mapping, line 1", "*docs/ci.md*")]
    [InlineData("wave: []", "*has the unknown key 'wave', line 1", "Did you mean 'waves'?")]
    [InlineData("waves: {}", "*has no plain list for 'waves', line 1", "*")]
    [InlineData("waves: three", "*has no plain list for 'waves', line 1", "*")]
    [InlineData("waves:\n  - canary", "*has something else than keys with values in 'waves', line 2", "*")]
    [InlineData("waves:\n  - {name: a, deployment: []}", "*has the unknown key 'deployment', line 2", "Did you mean 'deployments'?")]
    [InlineData("waves:\n  - {name: a, xyzzy: 1}", "*has the unknown key 'xyzzy', line 2", "The keys are name, deployments")]
    [InlineData("waves:\n  - {name: a}", "*has one of its 'waves' without 'deployments', line 2", "Write 'deployments' there")]
    [InlineData("waves:\n  - {deployments: [{deployment: /a, runs-on: x}]}", "*has one of its 'waves' without 'name', line 2", "*")]
    [InlineData("waves:\n  - {name: a, deployments: []}", "*has an empty list for 'deployments', line 2", "Take it out, or say what belongs there")]
    [InlineData("waves:\n  - {name: '', deployments: [{deployment: /a, runs-on: x}]}", "*says nothing for 'name', line 2", "*")]
    [InlineData("waves:\n  - {name: a, name: b}", "*says 'name' twice, line 2", "*")]
    [InlineData("waves: [{name: a, deployments: [/srv/a]}]", "*has something else than keys with values in 'deployments', line 1", "*")]
    [InlineData("waves: [{name: a, deployments: [{runs-on: x}]}]", "*has one of its 'deployments' without 'deployment', line 1", "Write 'deployment' there")]
    [InlineData("waves: [{name: a, deployments: [{deployment: /a}]}]", "*has one of its 'deployments' without 'runs-on', line 1", "*")]
    [InlineData("waves: [{name: a, deployments: [{deployment: /a, runs_on: x}]}]", "*has the unknown key 'runs_on', line 1", "Did you mean 'runs-on'?")]
    [InlineData("waves: [{name: a, deployments: [{deployment: /a, runs-on: []}]}]", "*has an empty list for 'runs-on', line 1", "*")]
    [InlineData("waves: [{name: a, deployments: [{deployment: /a, runs-on: {group: x}}]}]", "*has no plain list for 'runs-on', line 1", "*")]
    [InlineData("waves: [{name: a, deployments: [{deployment: /a, runs-on: [x, [y]]}]}]", "*has no plain text for 'runs-on', line 1", "*")]
    [InlineData("waves: [{name: a, deployments: [{deployment: [/a], runs-on: x}]}]", "*has no plain text for 'deployment', line 1", "*")]
    [InlineData("waves: [{name: a, deployments: [{deployment: srv/cvat, runs-on: x}]}]", "*says 'srv/cvat' for 'deployment', which is no absolute path, line 1", "Write the path as it is on the machine of the runner, from '/'")]
    [InlineData("waves: [{name: a, deployments: [{deployment: ~/cvat, runs-on: x}]}]", "*says '~/cvat' for 'deployment', which is no absolute path, line 1", "*")]
    [InlineData("waves: [{name: a, deployments: [{deployment: /a, state: backup, runs-on: x}]}]", "*says 'backup' for 'state', which is no absolute path, line 1", "*")]
    [InlineData("waves: [{name: a, deployments: [{deployment: /a, application: cvta, runs-on: x}]}]", "*names application 'cvta', which is not part of this Hopguard, line 1", "Did you mean 'cvat'?")]
    [InlineData("waves: [{name: a, deployments: [{deployment: \"/a\\n::error::x\", runs-on: x}]}]", "*has control characters in 'deployment', line 1", "*")]
    [InlineData("waves:\n  - name: &a x\n    deployments: [{deployment: /a, runs-on: x}]", "*has no plain text for 'name', line 2", "*")]
    [InlineData("waves: [{name: a, deployments: [{deployment: /a, runs-on: *x}]}]", "*has no plain list for 'runs-on', line 1", "*")]
    [InlineData("waves: &a []", "*has no plain list for 'waves', line 1", "*")]
    [InlineData("waves: [{name: !!binary aGk=, deployments: [{deployment: /a, runs-on: x}]}]", "*has no plain text for 'name', line 1", "*")]
    [InlineData("waves: [{<<: {name: a}}]", "*has the unknown key '<<', line 1", "*")]
    [InlineData("waves: [{[a]: b}]", "*has a key that is no plain text, line 1", "*")]
    [InlineData("waves: [{name: a", "*cannot be read: *, line *", "*docs/ci.md*")]
    [InlineData("waves: [{name: a, deployments: [{deployment: /a, runs-on: x}]}]\n---\nwaves: []", "*begins a second document, line 2", "*")]
    public void What_is_wrong_is_told_with_its_line_and_a_remedy(string yaml, string what, string remedy) => Refused(yaml, what).Remedy.Should().Match(remedy);

    [Theory]
    [InlineData("{ deployment: /srv/a, runs-on: [x, y] }", "{ deployment: /srv/a/, runs-on: [Y, x] }", true)]
    [InlineData("{ deployment: /srv/a, runs-on: [x, y] }", "{ deployment: /srv/b/../a, state: /s, runs-on: [y, x, y] }", true)]
    [InlineData("{ deployment: /srv/a, runs-on: [x, y] }", "{ deployment: /srv/a, runs-on: [x, z] }", false)]
    [InlineData("{ deployment: /srv/a, runs-on: [x, y] }", "{ deployment: /srv/b, runs-on: [x, y] }", false)]
    public void The_same_deployment_of_the_same_host_stands_in_one_wave(string one, string other, bool isRefused)
    {
        var yaml = $"waves:\n  - name: a\n    deployments:\n      - {one}\n  - name: b\n    deployments:\n      - {other}\n";

        if (isRefused)
            Refused(yaml, "*names deployment '/srv/a' on '*' a second time, line 7").Remedy.Should().Be("Take it out here or in line 4");
        else
            List(yaml).Should().StartWith("2 deployments in 2 waves\n");
    }

    [Theory]
    [InlineData("{ deployment: /srv/a, runs-on: [x, y] }", "{ deployment: /srv/a, runs-on: X }", "*names deployment '/srv/a' on 'X', which may be the host of 'x, y' in line 4, line 5", "Give each a label that only the runner of its host has")]
    [InlineData("{ deployment: /srv/a, runs-on: x }", "{ deployment: /srv/a, runs-on: [y, x] }", "*names deployment '/srv/a' on 'y, x', which may be the host of 'x' in line 4, line 5", "*")]
    [InlineData("{ deployment: /srv/a, state: /backup/, runs-on: x }", "{ deployment: /srv/b, state: /backup, runs-on: x }", "*keeps the runs of '/srv/b' in '/backup', where line 4 keeps those of '/srv/a', line 5", "Give each a folder of its own as 'state'")]
    [InlineData("{ deployment: /srv/a, runs-on: x }", "{ deployment: /srv/b, state: /srv/a.hopguard, runs-on: x }", "*keeps the runs of '/srv/b' in '/srv/a.hopguard', where line 4 keeps those of '/srv/a', line 5", "*")]
    [InlineData("{ deployment: /srv/a, runs-on: x }", "{ deployment: /srv/b, state: /srv/a, runs-on: x }", "*keeps the runs of '/srv/b' in '/srv/a', which lies in deployment '/srv/a' of line 4 and would be moved with it, line 5", "Give a folder outside of all deployments as 'state'")]
    [InlineData("{ deployment: /srv/a, state: /srv/b/state, runs-on: x }", "{ deployment: /srv/b, runs-on: x }", "*keeps the runs of '/srv/a' in '/srv/b/state', which lies in deployment '/srv/b' of line 5 and would be moved with it, line 4", "*")]
    [InlineData("{ deployment: /srv/a, state: /srv/a, runs-on: x }", "{ deployment: /srv/b, runs-on: x }", "*keeps the runs of '/srv/a' in '/srv/a', which lies in deployment '/srv/a' of line 4*, line 4", "*")]
    [InlineData("{ deployment: /srv/a, state: /backup, runs-on: x }", "{ deployment: /srv/a, state: /backup, runs-on: y }", null, null)]
    [InlineData("{ deployment: /srv/a, runs-on: [self-hosted, x] }", "{ deployment: /srv/b, state: /srv/a, runs-on: [self-hosted, y] }", null, null)]
    [InlineData("{ deployment: /srv/a, runs-on: x }", "{ deployment: /srv/ab, state: /srv/a-state, runs-on: x }", null, null)]
    public void What_would_get_in_each_others_way_is_refused(string one, string other, string? what, string? remedy)
    {
        var yaml = $"waves:\n  - name: a\n    deployments:\n      - {one}\n      - {other}\n";

        if (what is null)
            List(yaml).Should().StartWith("2 deployments in 1 wave\n");
        else
            Refused(yaml, what).Remedy.Should().Match(remedy!);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_each_with_its_line()
    {
        const string yaml = """
            waves:
              - name: canary
                deployments:
                  - { deployment: srv/a, runs-on: x, colour: red }
                  - { deployment: /srv/b, application: cvta, runs-on: [x, {y: z}] }
                  - /srv/c
                  - { deployment: /srv/d, state: /s, runs-on: x }
              - name: canary
                deployments:
                  - { deployment: /srv/e, state: /s, runs-on: x }
                  - { deployment: /srv/f }
                  - { deployment: /srv/g, runs-on: x
            """;

        var thrown = Refused(yaml, "File '*fleet.yaml' is wrong in 9 places: *");

        thrown.Message.Split(": ", 2)[1].Split("; ").Select(fault => Regex.Replace(fault, "(cannot be read): .*", "$1")).Should().Equal(
            "line 4 says 'srv/a' for 'deployment', which is no absolute path", "line 4 has the unknown key 'colour'", "line 5 names application 'cvta', which is not part of this Hopguard", "line 5 has no plain text for 'runs-on'",
            "line 6 has something else than keys with values in 'deployments'", "line 8 names wave 'canary' a second time", "line 10 keeps the runs of '/srv/e' in '/s', where line 7 keeps those of '/srv/d'", "line 11 has one of its 'deployments' without 'runs-on'", "line 13 cannot be read");
        thrown.Remedy.Should().StartWith("line 4: Write the path as it is on the machine of the runner, from '/'; line 4: The keys are deployment, application, state, runs-on; line 5: Did you mean 'cvat'?; ");
        FluentActions.Invoking(() => List(yaml, "--language=ja")).Should().Throw<HopguardException>();
    }

    [Fact]
    public void Two_waves_have_two_names() =>
        Refused(Waves(1, 1).Replace("wave 2", "wave 1", StringComparison.Ordinal), "*names wave 'wave 1' a second time, line 5").Remedy.Should().Be("Give every wave a name of its own");

    [Fact]
    public void There_are_no_more_waves_than_jobs()
    {
        List(Waves(1, 1, 1, 1, 1, 1)).Should().StartWith("6 deployments in 6 waves\n");
        Refused(Waves(1, 1, 1, 1, 1, 1, 1), "File '*fleet.yaml' has more than 6 waves, for which the workflow has jobs, line *");
    }

    [Fact]
    public void A_wave_is_no_larger_than_a_matrix()
    {
        List(Waves(256)).Should().StartWith("256 deployments in 1 wave\n");
        Refused(Waves(1, 257), "*has 257 deployments in wave 'wave 2', and GitHub makes at most 256 jobs of a wave, line 5").Remedy.Should().Be("Make several waves of it");
    }

    [Fact]
    public void The_largest_fleet_stays_below_what_a_job_may_tell()
    {
        List(Waves(256, 256, 256, 256, 256, 256));

        // 1 MB in UTF-16.
        OutputCatalogue.Wave.Sum(wave => _outputs[wave]!.Length).Should().BeInRange(100_000, 500_000);
    }

    [Fact]
    public void A_huge_file_is_not_read() => Refused("# " + new string('x', 130_000), "*is larger than 128 kB").Remedy.Should().Be("Make several fleets of it, each with a file of its own");

    [Fact]
    public void Deep_nesting_ends_at_the_first_level() => Refused("waves: " + new string('[', 30_000), "*has something else than keys with values in 'waves', line 1");

    [Fact]
    public void A_file_that_is_not_there_a_folder_and_what_is_no_text_are_told()
    {
        FluentActions.Invoking(() => ListFrom()).Should().Throw<HopguardException>().WithMessage($"Inventory '{_folder}/fleet.yaml' does not exist").Which.Remedy.Should().Contain("--inventory");
        FluentActions.Invoking(() => ListFrom("--inventory=.")).Should().Throw<HopguardException>().WithMessage($"Inventory '{_folder}*' is a folder");
        File.WriteAllBytes(Path.Combine(_folder, "fleet.yaml"), [0x70, 0xFF, 0xFE, 0x00]);
        FluentActions.Invoking(() => ListFrom()).Should().Throw<HopguardException>().WithMessage("*cannot be read: *").Which.ExitCode.Should().Be(2);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Waves(params int[] sizes) => "waves:\n" + string.Concat(sizes.Select((size, wave) =>
        $"  - name: wave {wave + 1}\n    deployments:\n{string.Concat(Enumerable.Range(1, size).Select(number => $"      - {{ deployment: /srv/cvat, runs-on: host-{wave}-{number} }}\n"))}"));

    private HopguardException Refused(string yaml, string message)
    {
        var thrown = FluentActions.Invoking(() => List(yaml)).Should().Throw<HopguardException>().WithMessage(message).Which;
        thrown.ExitCode.Should().Be(2);
        thrown.Remedy.Should().NotBeNullOrEmpty();
        return thrown;
    }

    private string List(string yaml, params string[] arguments)
    {
        File.WriteAllText(Path.Combine(_folder, "fleet.yaml"), yaml);
        return ListFrom(["--inventory=fleet.yaml", .. arguments]);
    }

    private string ListFrom(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        ListFleetTask.List(new OptionResolver(CommandLine.Parse(arguments), new Dictionary<string, string>(), _folder).Resolve(), _folder, output, _outputs);
        return output.ToString();
    }

    [GeneratedRegex("^```yaml\n# fleet.yaml\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Inventory();
}
