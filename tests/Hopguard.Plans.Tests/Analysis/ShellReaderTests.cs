using FsCheck;
using FsCheck.Fluent;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Tests.Reading;

namespace Hopguard.Plans.Tests.Analysis;

public sealed class ShellReaderTests
{
    [Theory]
    [InlineData("a b  c", "a|b|c")]
    [InlineData("a 'b c' \"d e\"", "a|b c|d e")]
    [InlineData("a b\\ c \"\\\"d\\\"\"", "a|b c|\"d\"")]
    [InlineData("a $(b c) ${{ secrets.X }} ${Y:-z w}", "a|$(b c)|${{ secrets.X }}|${Y:-z w}")]
    [InlineData("a # b", "a")]
    [InlineData("a 'b", "a|b")]
    [InlineData("a \"$(b", "a|$(b")]
    public void Words_are_told_apart(string line, string words) => string.Join('|', Read(line)[0].Commands[0].Words).Should().Be(words);

    [Fact]
    public void Pipes_and_lists_are_told_apart()
    {
        var pipelines = Read("a | b |& c && d; e & (f)");

        pipelines.Select(pipeline => string.Join('|', pipeline.Commands.Select(command => command.Program))).Should().Equal("a|b|c", "d", "e", "f");
        pipelines.Select(pipeline => pipeline.Follow).Should().Equal("&&", ";", "&", ")");
    }

    [Fact]
    public void Redirections_are_no_words()
    {
        var command = Read("a b > c 2>&1 < d >>e").Single().Commands.Single();

        command.Words.Select(word => word.Text).Should().Equal("a", "b");
        command.Redirections.Select(redirection => $"{redirection.Operator} {redirection.Target}").Should().Equal("> c", ">& 1", "< d", ">> e");
    }

    [Fact]
    public void What_runs_inside_a_word_is_read_too() => Read("a \"x $(b | c `d`)\" <(e)").Single().Commands.Single().Words
        .SelectMany(word => word.Substitutions).SelectMany(inner => inner.Commands).Select(command => command.Program).Should().Equal("b", "c", "e");

    [Fact]
    public void What_only_starts_a_program_is_left_out()
    {
        var command = Read("if A=b sudo -u root env C=d docker ps").Single().Commands.Single();

        command.Leads.Should().Equal("if");
        command.Assignments.Select(word => word.Text).Should().Equal("A=b", "C=d");
        command.Words.Select(word => word.Text).Should().Equal("docker", "ps");
    }

    [Theory]
    [InlineData("a ${x:-$(b)}", "b")]
    [InlineData("a ${x:-`b`}", "b")]
    [InlineData("a $((1 + $(b)))", "b")]
    [InlineData("a \"$(c \"$(b)\")\"", "c", "b")]
    public void What_runs_inside_an_expansion_is_read_too(string line, params string[] programs) => Programs(line).Should().Equal(["a", .. programs]);

    [Fact]
    public void Numbers_are_no_commands() => Programs("n=$(( (n + 1) * 2 )); a").Should().Equal(string.Empty, "a");

    [Theory]
    [InlineData("a $((b); c)", "(b)")]
    [InlineData("a `echo \\`b\\``", "\\`")]
    [InlineData("$(a $(a $(a $(a $(a $(a $(a $(a $(b)))))))))", "b)))))))))")]
    [InlineData("sh -c \"sh -c \\\"sh -c 'sh -c b'\\\"\"", "b")]
    public void What_is_not_read_stands_for_a_program_that_nobody_knows(string line, string text) =>
        Everything(line).SelectMany(command => command.Words).Select(word => word.Text).Should().Contain(word => word == text || word.EndsWith(text, StringComparison.Ordinal));

    [Theory]
    [InlineData("sudo -i", "sudo")]
    [InlineData("exec 2>&1", "exec")]
    [InlineData("env -S 'rm x'", "env")]
    [InlineData("command -v docker", "command")]
    [InlineData("sudo command docker", "docker")]
    public void What_starts_no_program_is_one_itself(string line, string program) => Programs(line).Should().Equal(program);

    [Theory]
    [InlineData("docker compose -f a.yml up -d", true)]
    [InlineData("docker-compose -f a.yml up", true)]
    [InlineData("/usr/bin/docker compose up", true)]
    [InlineData("docker up", false)]
    [InlineData("docker compose ps", false)]
    [InlineData("docker-compose ps", false)]
    public void Subcommands_are_found_in_order(string line, bool found) => Read(line)[0].Commands[0].Is("docker", "compose", "up").Should().Be(found);

    [Theory]
    [InlineData("aaa bbb", 12)]
    [InlineData("'aaa bbb'", 13)]
    public void A_word_has_its_place_in_the_file(string scalar, int start)
    {
        var place = new SourcePlace("plan.yaml", 8, scalar.Length, 2, 5, 2, 5 + scalar.Length);

        var word = ShellReader.Read(new Name("aaa bbb", place))[0].Commands[0].Words[1];

        word.Place.Start.Should().Be(start);
        word.Place.Column.Should().Be(start - 3);
        word.Place.Length.Should().Be(3);
    }

    [Fact]
    public void Where_YAML_changed_characters_the_place_is_the_whole_line()
    {
        var place = new SourcePlace("plan.yaml", 8, 12, 2, 5, 2, 17);

        ShellReader.Read(new Name("aaa bbb", place))[0].Commands[0].Words[1].Place.Should().Be(place);
    }

    [Fact]
    public void Any_text_is_read_to_its_end() =>
        Prop.ForAll<string?>(text => Read(text ?? string.Empty).IsDefault == false).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData("$(")]
    [InlineData("`")]
    [InlineData("<(")]
    [InlineData("\"$(")]
    [InlineData("${")]
    [InlineData("$((")]
    [InlineData("${$((")]
    [InlineData("sudo ")]
    [InlineData("a|")]
    [InlineData("> ")]
    public void Time_grows_with_the_text_alone(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 100_000));

        Bounded.Run(256, () => Read(text)).Should().NotBeEmpty();
    }

    private static IEnumerable<string> Programs(string line) => Everything(line).Select(command => command.Program);

    private static IEnumerable<ShellCommand> Everything(string line) => ShellScripts.PipelinesOf(Name.Of(line)).SelectMany(pipeline => pipeline.Commands);

    private static System.Collections.Immutable.ImmutableArray<ShellPipeline> Read(string line) => ShellReader.Read(Name.Of(line));
}
