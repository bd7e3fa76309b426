using System.Text.RegularExpressions;
using Hopguard.Build;
using Hopguard.Hosting.Targets;
using Hopguard.Plans.Steps;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Tests.Host;

/// <summary>What the guides tell people to type is what the program takes: targets, options and values, as they are written there.</summary>
public sealed partial class DocumentedCommandTests : IDisposable
{
    private const string English = "docs/operating.md", Japanese = "docs/operating.ja.md";
    private static readonly IReadOnlyList<Target> Targets = TargetList.Of(TaskAssemblies.All);

    private readonly string _deployment = Directory.CreateTempSubdirectory("hopguard").FullName;

    public static TheoryData<string, string> Commands => Data(
        from page in new[] { "README.md", "CONTRIBUTING.md", "docs/output.md", "docs/ci.md", "docs/performance.md", English, Japanese }
        from line in Shell(page)
        where line.StartsWith("./build.sh ", StringComparison.Ordinal)
        select (page, line));

    public static TheoryData<string, string> Words => Data(
        from page in new[] { English, Japanese }
        from Match word in Code().Matches(Fence().Replace(Read(page), string.Empty))
        select (page, word.Groups["text"].Value));

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_is_one_that_the_program_takes(string page, string command)
    {
        var arguments = Placeholder().Replace(command, new string('0', 64)).Replace("/srv/cvat", _deployment, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];

        var take = () =>
        {
            var line = CommandLine.Parse(arguments);
            if (line.Has("help") || line.Has("version"))
                return;

            TargetCheck.Check(line, Targets);
            new OptionResolver(line, new Dictionary<string, string>(StringComparer.Ordinal), Program.Root).Resolve();
        };

        take.Should().NotThrow("'{0}' says so", page);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_in_a_guide_is_one_of_the_program(string page, string word)
    {
        if (word.StartsWith("--", StringComparison.Ordinal))
            OptionCatalogue.All.Select(option => option.Name).Should().Contain(word[2..].Split('=')[0], page);
        else if (TargetName().IsMatch(word))
            Targets.Select(target => target.Name).Should().Contain(word, page);
        else if (StepName().IsMatch(word))
            StepKind.All.Keys.Should().Contain(word, page);
    }

    [Fact]
    public void Both_languages_have_the_same_commands_and_headings()
    {
        Shell(Japanese).Should().Equal(Shell(English)).And.HaveCountGreaterThan(15);
        Headings(Japanese).Should().HaveSameCount(Headings(English));
    }

    [Fact]
    public void There_are_commands_to_look_at() => Commands.Should().HaveCountGreaterThan(25);

    public void Dispose() => Directory.Delete(_deployment, recursive: true);

    private static TheoryData<string, string> Data(IEnumerable<(string Page, string Text)> rows)
    {
        var data = new TheoryData<string, string>();
        foreach (var (page, text) in rows.Distinct())
            data.Add(page, text);

        return data;
    }

    private static IEnumerable<string> Headings(string page) => Read(page).Split('\n').Where(line => line.StartsWith('#'));

    private static List<string> Shell(string page) =>
    [
        .. Fence().Matches(Read(page)).Where(fence => fence.Groups["language"].Value == "sh")
            .SelectMany(fence => fence.Groups["text"].Value.Split('\n')).Select(line => Comment().Replace(line, string.Empty).Trim()).Where(line => line.Length > 0),
    ];

    private static string Read(string page) => File.ReadAllText(Path.Combine(Program.Root, page));

    [GeneratedRegex("^ *```(?<language>[a-z]*)\n(?<text>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Fence();

    [GeneratedRegex("`(?<text>[^`\n]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Code();

    [GeneratedRegex("(^| )# .*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Comment();

    [GeneratedRegex("<[^>]+>", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("^[A-Z][A-Za-z]+$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex TargetName();

    [GeneratedRegex("^[a-z]+(-[a-z]+)+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex StepName();
}
