using System.Text.RegularExpressions;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Architecture;

/// <summary>What a message proposes is pasted as it stands there: a path in it is written as a shell reads it.</summary>
public sealed partial class PastedWordTests
{
    [Fact]
    public void A_path_that_a_message_puts_into_a_command_goes_through_ShellWord()
    {
        var sources = new[] { "src", "tasks" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Program.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(path => File.ReadLines(path).Select((line, index) => (At: $"{Path.GetFileName(path)}:{index + 1}", Line: line)))
            .Where(line => line.Line.Contains("$\"", StringComparison.Ordinal)).ToList();

        sources.Where(line => Bare().IsMatch(line.Line)).Select(line => line.At).Should().BeEmpty();
        sources.Should().Contain(line => Written().IsMatch(line.Line));
    }

    [Theory]
    [InlineData("Give --deployment={folder}", true)]
    [InlineData("type 'git -C {folder} fetch'", true)]
    [InlineData("Give --deployment={ShellWord.Posix(folder)}", false)]
    [InlineData("('mkdir -p {mount.Source}' makes a folder)", true)]
    [InlineData("type 'sudo chown -R 70:70 {folder}'", true)]
    [InlineData("sha256sum {file}", true)]
    [InlineData("mv --backup=numbered {ShellWord.Posix(from)}.new {to}", true)]
    [InlineData("cat '{file}'", true)]
    [InlineData("('mkdir -p {ShellWord.Posix(mount.Source)}' makes a folder)", false)]
    [InlineData("docker volume rm {volume}", false)]
    [InlineData("it is put under {folder}", false)]
    [InlineData("type 'docker rm -f {container}'", false)]
    [InlineData("such as --plan={OptionCatalogue.Plan.Example}", false)]
    public void The_pattern_knows_a_bare_word(string text, bool isBare) => Bare().IsMatch(text).Should().Be(isBare);

    // An argument of a process that the program starts itself stands alone in its text, and needs no quotes.
    [GeneratedRegex(
        @"(?:(?<!\bdocker rm)(?<=[a-z:,)(]) (?:--[a-z-]+=|--(?:file|input|output|env-file|project-directory) |-C |-f |> )"
        + @"|(?<!\bdocker (?:[a-z]+ )?)\b(?:cat|cd|chmod|chown|cp|df|du|ls|mkdir|mount|mv|rm|rmdir|sha256sum|tar|touch|umount)"
        + @"(?: (?:-{1,2}[A-Za-z][A-Za-z=-]*|[0-7]{3,4}|[0-9]+:[0-9]+|\{ShellWord\.[^}]*\}\S*))* )"
        + @"'?\{(?!ShellWord\.|OptionCatalogue\.|plan\.To\b|string\.Join\([^}]*ShellWord\.|(?:Other)?Mounted\b)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Bare();

    [GeneratedRegex(@" --[a-z-]+=\{ShellWord\.", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
