using Hopguard.Bench.Fuzz;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Fixes;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests;

/// <summary>Everything is said in English and in Japanese. What other tests provoke goes through <see cref="Bilingual"/> as well.</summary>
public sealed class LanguageTests
{
    private static readonly FuzzOriginals Originals = FuzzOriginals.Of(Repository.Root);

    public static TheoryData<string> Ids => new(RuleList.All.Select(rule => rule.Id));

    public static TheoryData<int> Folders => [.. Enumerable.Range(0, Originals.Folders.Count)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_its_title_and_its_explanation_in_both_languages(string id)
    {
        var rule = RuleList.All.Single(rule => rule.Id == id);

        Bilingual.Check(rule.Title);
        Bilingual.Check(rule.Explanation);
        Bilingual.IsJapanese(rule.Title.English + rule.Explanation.English).Should().BeFalse();
        rule.Title.Japanese.Should().NotEndWith("。");
        rule.Explanation.Japanese.Should().EndWith("。");
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void What_is_said_about_the_corpus_is_said_in_both_languages(int folder)
    {
        var (application, plans, compose) = Originals.Folders[folder];
        foreach (var plan in plans)
            Bilingual.Checked(PlanAnalysis.Analyze(PlanSet.Read([application, plan, .. compose])));
    }

    [Fact]
    public void What_is_said_about_damaged_files_is_said_in_both_languages()
    {
        var inputs = new FuzzInputs(Originals, seed: 20_261_126);
        for (var number = 0; number < 500; number++)
            Bilingual.Checked(PlanAnalysis.Analyze(PlanSet.Read(inputs.Make(number).Files)));
    }

    [Fact]
    public void What_is_changed_by_a_fix_is_said_in_both_languages()
    {
        var (application, plans, compose) = Originals.Folders.First(folder => folder.Plans.Count > 20);
        var fixer = new PlanFixer(PlanSet.Read([application, .. compose]).Applications.Single());
        var fixes = plans.Take(5).Select(plan => fixer.Fix(plan, allowUnsafe: true)).ToList();

        var said = fixes.SelectMany(fix => fix.Repairs).Select(repair => repair.What).ToList();
        said.Should().NotBeEmpty();
        said.ForEach(Bilingual.Check);
    }

    [Theory]
    [InlineData("steps: [")]
    [InlineData("  - accept")]
    public void Why_nothing_is_changed_is_said_in_both_languages(string text) =>
        Bilingual.Check(new PlanFixer(PlanSet.Read(Repository.CvatFiles).Applications.Single()).Fix(new PlanFile("plan.yaml", text), allowUnsafe: true).Obstacle!.Value);

    [Fact]
    public void Nothing_becomes_a_message_without_a_translation() =>
        typeof(Message).GetMethods().Should().NotContain(method => method.Name == "op_Implicit" || method.Name == "op_Explicit");
}
