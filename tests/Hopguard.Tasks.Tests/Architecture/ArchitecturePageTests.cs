using System.Text.RegularExpressions;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Architecture;

/// <summary>What <c>docs/architecture.md</c> names is there: files and folders by their path, types by a declaration in the source, members by their type's file.</summary>
public sealed partial class ArchitecturePageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Program.Root, "docs/architecture.md"));

    private static readonly Lazy<HashSet<string>> Declared = new(() => new[] { "src", "analyzers", "tasks", "build", "tests" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Program.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
        .SelectMany(path => Declaration().Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value))
        .ToHashSet(StringComparer.Ordinal));

    public static TheoryData<string> Paths => new(Words().Where(word => word.Contains('/', StringComparison.Ordinal)));

    public static TheoryData<string> Names => new(Words().Where(word => Name().IsMatch(word)));

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_path_of_the_page_is_there(string path) => Path.Exists(Path.Combine(Program.Root, path)).Should().BeTrue("the page names '{0}'", path);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_of_the_page_is_declared(string name) => Declared.Value.Should().Contain(name);

    [Fact]
    public void The_page_is_about_the_source() => Words().Count(word => word.Contains('/', StringComparison.Ordinal)).Should().BeGreaterThan(20);

    private static IEnumerable<string> Words() => Code().Matches(Fence().Replace(Page, string.Empty)).Select(match => match.Groups["text"].Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Fence();

    [GeneratedRegex("`(?<text>[^`\n]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Code();

    [GeneratedRegex("^[A-Z][A-Za-z]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(class|record|interface|enum|struct) (?<name>[A-Z]\w*)|^\s+.*\b(?<name>\w+Async)[<(]|\b(?<name>Effects)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Declaration();
}
