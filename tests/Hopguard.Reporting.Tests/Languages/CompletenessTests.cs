using System.Reflection;
using System.Text.RegularExpressions;
using Hopguard.Reporting.Languages;

namespace Hopguard.Reporting.Tests.Languages;

/// <summary>Everything that the program can say to an operator is in the Japanese catalogue, and says what it is about there as well.</summary>
public sealed class CompletenessTests
{
    private static readonly string Root = typeof(CompletenessTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "RepositoryRoot").Value!;

    private static readonly List<(string English, string Other)> Entries =
        [.. Catalogue.Parse(File.ReadAllText(Path.Combine(Root, "src/Hopguard.Reporting/Languages/ja.po")))];

    // Sentences by their look, but for programs and servers.
    private static readonly HashSet<string> NotAsked = [.. File.ReadAllLines(Path.Combine(Root, "tests/Hopguard.Reporting.Tests/Languages/not-spoken.txt"))];

    [Fact]
    public void Every_sentence_has_its_entry() => SpokenTexts.Find(Root).Select(Escaped).Except(Entries.Select(entry => Escaped(entry.English)), StringComparer.Ordinal).Except(NotAsked, StringComparer.Ordinal)
        .Should().BeEmpty("whoever reads Japanese reads all of it; add the sentence to ja.po");

    [Fact]
    public void Every_entry_names_in_Japanese_what_it_names_in_English() =>
        Entries.Where(entry => Template.PlaceholdersOf(entry.English) != Template.PlaceholdersOf(entry.Other)).Select(entry => entry.English).Should().BeEmpty();

    [Fact]
    public void Every_sentence_is_recognised_again()
    {
        var catalogue = new Catalogue(Entries);
        var wrong = Entries.Where(entry => catalogue.Translate(Filled(entry.English)) != Filled(entry.Other)).Select(entry => entry.English);
        wrong.Should().BeEmpty();
    }

    private static string Filled(string template) => Regex.Replace(template.Replace("{n}", "1 234", StringComparison.Ordinal), @"\{(\d+)\}", "X$1Y");

    private static string Escaped(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal);
}
