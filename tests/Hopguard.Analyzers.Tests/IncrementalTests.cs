using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tests;

public sealed class IncrementalTests
{
    private const int Plans = 20;
    private readonly Compilation _compilation = PlanHost.Compile(FrostingStub.BaseClasses, FrostingStub.Reference);
    private readonly AdditionalText[] _files = [.. Enumerable.Range(1, Plans).Select(number => Plan(number, string.Empty, "summary"))];

    [Fact]
    public void An_unrelated_edit_reads_nothing_and_emits_nothing()
    {
        var edited = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees.Single(), PlanHost.Compile(FrostingStub.BaseClasses + "class Other { }").SyntaxTrees.Single());

        var run = First().RunGenerators(edited).GetRunResult().Results.Single();

        Reasons(run, TrackingNames.Files).Should().OnlyContain(reason => reason == IncrementalStepRunReason.Cached);
        Reasons(run, TrackingNames.HasFrosting).Should().Equal(IncrementalStepRunReason.Unchanged);
        Outputs(run).Should().OnlyContain(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_comment_changes_the_hash_and_nothing_else()
    {
        var run = Edit(Plan(7, "# a comment\n", "summary"));

        Reasons(run, TrackingNames.Files).Count(reason => reason == IncrementalStepRunReason.Modified).Should().Be(1);
        Reasons(run, TrackingNames.Plans).Should().OnlyContain(reason => reason == IncrementalStepRunReason.Cached);
        Outputs(run).Count(reason => reason != IncrementalStepRunReason.Cached).Should().Be(1, "the constant of the hash is emitted anew");
    }

    [Fact]
    public void Editing_one_plan_emits_one_plan()
    {
        var run = Edit(Plan(7, string.Empty, "another summary"));

        Reasons(run, TrackingNames.Plans).Count(reason => reason == IncrementalStepRunReason.Modified).Should().Be(1);
        Reasons(run, TrackingNames.Plans).Count(reason => reason == IncrementalStepRunReason.Cached).Should().Be(Plans - 1);
        Outputs(run).Count(reason => reason != IncrementalStepRunReason.Cached).Should().Be(3, "names, hash and tasks of one plan are emitted anew");
    }

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
        First().ReplaceAdditionalText(_files.Single(file => file.Path == edited.Path), edited).RunGenerators(_compilation).GetRunResult().Results.Single();

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult run, string step) =>
        run.TrackedSteps[step].SelectMany(tracked => tracked.Outputs).Select(output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult run) =>
        run.TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(tracked => tracked.Outputs).Select(output => output.Reason);
}
