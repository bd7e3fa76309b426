using System.Text.RegularExpressions;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Architecture;

/// <summary>
/// What <c>docs/architecture.md</c> and <c>docs/cvat.md</c> name is there: files and folders by their path, types by a declaration in the source, members by their type's file, and step kinds.
/// </summary>
public sealed partial class NamesOfPagesTests
{
    // Of the vendor's repository.
    private const string Foreign = "site/";

    private static readonly string[] Pages = ["architecture.md", "cvat.md", "cvat.ja.md"];

    private static readonly Lazy<HashSet<string>> Declared = new(() => new[] { "src", "analyzers", "tasks", "build", "devtasks", "tests" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Program.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
        .SelectMany(path => Declaration().Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value))
        .ToHashSet(StringComparer.Ordinal));

    public static TheoryData<string> Paths => new(Words().Where(word => word.Contains('/', StringComparison.Ordinal) && !word.StartsWith(Foreign, StringComparison.Ordinal)));

    public static TheoryData<string> Names => new(Words().Where(word => Name().IsMatch(word)));

    public static TheoryData<string> Kinds => new(Words("cvat.md").Where(word => Kind().IsMatch(word)));

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_path_of_the_page_is_there(string path) => Path.Exists(Path.Combine(Program.Root, path)).Should().BeTrue("the page names '{0}'", path);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_of_the_page_is_declared_or_a_target(string name) =>
        (File.Exists(Path.Combine(Program.Root, "tasks", name, "action.yml")) || Declared.Value.Contains(name) || Declared.Value.Contains(name + "Task")).Should().BeTrue("the page names '{0}'", name);

    [Fact]
    public void The_page_is_about_the_source() => Words().Count(word => word.Contains('/', StringComparison.Ordinal)).Should().BeGreaterThan(20);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_step_of_the_page_is_a_kind_of_step(string kind) => File.Exists(Path.Combine(Program.Root, "docs", "steps", kind + ".md")).Should().BeTrue();

    [Fact]
    public void Both_languages_have_the_same_sections_and_rows()
    {
        var (english, japanese) = (Rows("cvat.md"), Rows("cvat.ja.md"));

        english.Should().HaveCountGreaterThan(30).And.Equal(japanese);
    }

    // Headings with a hash, and of a row the names that both languages share.
    private static string[] Rows(string page) =>
    [
        .. from line in File.ReadAllLines(Path.Combine(Program.Root, "docs", page))
           where line.StartsWith("### ", StringComparison.Ordinal) || line.StartsWith('|')
           select line[0] == '#' ? line : string.Join(' ', Code().Matches(line).Select(match => match.Groups["text"].Value).Order(StringComparer.Ordinal)),
    ];

    private static IEnumerable<string> Words() => Pages.SelectMany(Words).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Words(string page) =>
        Code().Matches(Fence().Replace(File.ReadAllText(Path.Combine(Program.Root, "docs", page)), string.Empty)).Select(match => match.Groups["text"].Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Fence();

    [GeneratedRegex("`(?<text>[^`\n]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Code();

    [GeneratedRegex("^[a-z]+(-[a-z]+)+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Kind();

    [GeneratedRegex("^[A-Z][A-Za-z]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(class|record|interface|enum|struct) (?<name>[A-Z]\w*)|^\s+.*\b(?<name>\w+Async)[<(]|\b(?<name>Effects)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Declaration();
}
