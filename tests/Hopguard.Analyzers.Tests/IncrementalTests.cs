using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tests;

public sealed class IncrementalTests
{
    private const int Plans = 200;
    private static readonly string[] OwnSteps =
        [TrackingNames.PlanFiles, TrackingNames.Files, TrackingNames.Plans, TrackingNames.Applications, TrackingNames.Targets, TrackingNames.HasTasks];

    private readonly Compilation _compilation = PlanHost.Compile(FrostingStub.BaseClasses, FrostingStub.Reference);
    private readonly AdditionalText[] _files = [PlanHost.Cvat, .. Enumerable.Range(1, Plans).Select(number => Plan(number, string.Empty, "summary"))];

    [Fact]
    public void An_unrelated_edit_reads_nothing_and_emits_nothing()
    {
        var edited = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees.Single(), PlanHost.Compile(FrostingStub.BaseClasses + "class Other { }").SyntaxTrees.Single());

        var run = Result(First().RunGenerators(edited));

        Reasons(run, TrackingNames.Files).Should().OnlyContain(reason => reason == IncrementalStepRunReason.Cached).And.HaveCount(Plans + 1);
        Reasons(run, TrackingNames.HasTasks).Should().Equal(IncrementalStepRunReason.Unchanged);
        Outputs(run).Should().OnlyContain(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_comment_changes_no_output()
    {
        var run = Edit(Plan(7, "# a comment\n", "summary"));

        Reasons(run, TrackingNames.Files).Count(reason => reason == IncrementalStepRunReason.Unchanged).Should().Be(1, "the file was read again");
        Reasons(run, TrackingNames.Plans).Should().OnlyContain(reason => reason == IncrementalStepRunReason.Cached);
        Outputs(run).Should().OnlyContain(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Editing_one_plan_reads_and_emits_one_plan()
    {
        var run = Edit(Plan(7, string.Empty, "another summary"));

        foreach (var step in new[] { TrackingNames.Files, TrackingNames.Plans })
        {
            Reasons(run, step).Count(reason => reason == IncrementalStepRunReason.Modified).Should().Be(1);
            Reasons(run, step).Count(reason => reason == IncrementalStepRunReason.Cached).Should().BeGreaterThanOrEqualTo(Plans - 1);
        }

        Outputs(run).Count(reason => reason != IncrementalStepRunReason.Cached).Should().Be(2, "names and tasks of one plan are emitted anew");
    }

    [Fact]
    public void New_options_read_nothing_and_emit_nothing()
    {
        var run = Result(First().WithUpdatedAnalyzerConfigOptions(new FixedOptions("build_property.ProjectDir", "/elsewhere/")).RunGenerators(_compilation));

        Reasons(run, TrackingNames.Files).Should().OnlyContain(reason => reason == IncrementalStepRunReason.Cached);
        Outputs(run).Should().OnlyContain(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_deleted_plan_loses_its_code_and_no_other_does()
    {
        var run = Result(First().RemoveAdditionalTexts([_files[^1]]).RunGenerators(_compilation));

        run.GeneratedSources.Should().NotContain(source => source.HintName == $"cvat-p{Plans}.plan.g.cs").And.Contain(source => source.HintName == "cvat-p1.plan.g.cs");
        Outputs(run).Where(reason => reason != IncrementalStepRunReason.Cached).Should().OnlyContain(reason => reason == IncrementalStepRunReason.Removed);
    }

    [Fact]
    public void Models_keep_nothing_of_the_compiler()
    {
        var broken = new PlanText("/repository/plans/cvat/broken.yaml", "application: [");
        var run = Result(PlanHost.Driver([.. _files[..5], broken]).RunGenerators(_compilation));

        var models = OwnSteps.Except([TrackingNames.PlanFiles])
            .SelectMany(step => run.TrackedSteps[step]).SelectMany(step => step.Outputs).Select(output => output.Value).ToList();

        models.Should().HaveCountGreaterThan(10);
        models.SelectMany(ObjectGraph.CompilerObjectsIn).Should().BeEmpty();
    }

    [Fact]
    public void The_walk_finds_what_hides_in_a_list() =>
        ObjectGraph.CompilerObjectsIn(new { Deep = new List<object> { Tuple.Create(Location.None) } }).Should().ContainSingle();

    [Fact]
    public void Every_step_of_the_pipeline_is_watched() => Result(First()).TrackedSteps.Keys.Should().Contain(OwnSteps);

    private static PlanText Plan(int number, string comment, string summary) => new($"/repository/plans/cvat/{number}.yaml", $$"""
        {{comment}}application: cvat
        procedure: p{{number}}
        summary: {{summary}}
        steps:
          - check-space: {}
          - stop-services: {}
          - start-services: {}
        """);

    private GeneratorDriver First() => PlanHost.Driver(_files).RunGenerators(_compilation);

    private GeneratorRunResult Edit(AdditionalText edited) =>
        Result(First().ReplaceAdditionalText(_files.Single(file => file.Path == edited.Path), edited).RunGenerators(_compilation));

    private static GeneratorRunResult Result(GeneratorDriver driver) => driver.GetRunResult().Results.Single();

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult run, string step) =>
        run.TrackedSteps[step].SelectMany(tracked => tracked.Outputs).Select(output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult run) =>
        run.TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(tracked => tracked.Outputs).Select(output => output.Reason);
}
