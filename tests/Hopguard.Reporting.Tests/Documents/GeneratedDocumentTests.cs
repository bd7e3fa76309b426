using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;
using Hopguard.Reporting.Documents;

namespace Hopguard.Reporting.Tests.Documents;

public sealed class GeneratedDocumentTests
{
    public static TheoryData<string> Kinds => new(StepKind.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_files_of_the_repository_are_what_the_code_says() =>
        GeneratedDocuments.Drift(Repository.Read, Repository.FilesIn(GeneratedDocuments.StepsFolder)).Should().BeEmpty();

    [Fact]
    public void A_file_that_differs_is_named_with_its_first_differing_line() =>
        GeneratedDocuments.Drift(path => path == "docs/rules/README.md" ? Text(path).Replace("HOP001", "HOP000", StringComparison.Ordinal) : Text(path), [])
            .Should().ContainSingle().Which.Should().MatchRegex("^'docs/rules/README.md' is out of date from line 1\\d on; run './build.sh --target=GenerateDocs'");

    [Fact]
    public void A_file_that_is_missing_or_left_over_is_named() =>
        GeneratedDocuments.Drift(path => path == "docs/steps/accept.md" ? null : Text(path), ["docs/steps/README.md", "docs/steps/gone.md"])
            .Should().SatisfyRespectively(
                missing => missing.Should().StartWith("'docs/steps/accept.md' is missing"),
                orphan => orphan.Should().StartWith("'docs/steps/gone.md' belongs to no kind of step"));

    [Fact]
    public void The_index_has_every_rule_with_both_titles_and_its_severity()
    {
        var index = Text("docs/rules/README.md");

        foreach (var rule in RuleList.All)
            index.Should().Contain($"| [{rule.Id}]({rule.Id}.md) | {rule.Title.English} | {rule.Title.Japanese} | {rule.Severity.ToString().ToLowerInvariant()} |");
    }

    [Fact]
    public void A_page_tells_the_type_the_range_and_the_default_of_a_key()
    {
        var page = Text("docs/steps/dump-database.md");

        page.Should().Contain("| `store` | name of a store (of kind postgresql) of the application | required | PostgreSQL store to dump |");
        page.Should().Contain("| `jobs` | whole number, 1 to 64 | `2` | parallel jobs of pg_dump |");
        page.Should().Contain("| `as` | new name of a copy | required | name of the copy |");
    }

    [Fact]
    public void A_page_says_that_a_literal_step_never_runs() => Text("docs/steps/remove-volume.md").Should().Contain("the program never runs it");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_example_of_a_page_is_read_without_a_finding(string kind)
    {
        var example = StepExample.Of(StepKind.All[kind]);

        PlanReader.Read("plan.yaml", $"application: cvat\nprocedure: p\nsummary: s\nsteps:\n  {example}\n", string.Empty).Findings.Should().BeEmpty();
        Text($"docs/steps/{kind}.md").Should().Contain(example);
    }

    private static string Text(string path) => GeneratedDocuments.All().Single(document => document.Path == path).Text;
}
