using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tests;

public sealed class PlanGeneratorTests
{
    private static readonly PlanText Hop = new(PlanHost.PlanPath, Repository.Read("plans/cvat/2.2.0-2.3.0.yaml"));

    [Fact]
    public void Without_frosting_no_task_is_made() => TaskFiles(PlanHost.Generate(PlanHost.Compile(FrostingStub.BaseClasses), PlanHost.Cvat, Hop)).Should().BeEmpty();

    [Fact]
    public void Without_the_classes_that_tasks_derive_from_no_task_is_made() =>
        TaskFiles(PlanHost.Generate(PlanHost.Compile(string.Empty, FrostingStub.Reference), PlanHost.Cvat, Hop)).Should().BeEmpty();

    [Fact]
    public void With_frosting_every_step_is_a_task_behind_the_one_before()
    {
        var names = Chain(WithTasks(Hop), "Hopguard.Tasks.Generated.Cvat.Hop_2_3_0").ToList();

        names.Should().HaveCount(22).And.StartWith(["cvat-2.3.0", "cvat-2.3.0/delete-retired", "cvat-2.3.0/accept"]).And.EndWith("cvat-2.3.0/fetch-source");
    }

    [Fact]
    public void A_task_is_described_by_its_kind_and_its_arguments() => Attribute(Task("Hop_2_3_0_RetireVolume"), "TaskDescriptionAttribute")
        .Should().Be("Moves a store's data aside into a volume of another name; nothing is deleted, the store's own volume is empty afterwards. (store: database, covered-by: dump)");

    [Fact]
    public void A_task_that_copies_or_verifies_says_so()
    {
        Attribute(Task("Hop_2_3_0_DumpDatabase"), "CopiesAttribute").Should().Be("cvat/database");
        Attribute(Task("Hop_2_3_0_VerifyCopy"), "VerifiesAttribute").Should().Be("cvat/database");
        Attribute(Task("Hop_2_3_0_PullImages"), "CopiesAttribute").Should().BeNull();
        Task("Hop_2_3_0_VerifyCopy_2").GetAttributes().Where(attribute => attribute.AttributeClass!.Name == "VerifiesAttribute")
            .Select(attribute => attribute.ConstructorArguments[0].Value).Should().Equal("cvat/media", "cvat/keys");
    }

    [Fact]
    public void A_plan_that_cannot_be_read_is_reported_once_where_reading_ended()
    {
        var result = PlanHost.Driver(new PlanText(PlanHost.PlanPath, "application: cvat\nsteps: [")).RunGenerators(PlanHost.Compile()).GetRunResult();

        var complaint = result.Diagnostics.Should().ContainSingle().Subject;
        complaint.Id.Should().Be("HOP900");
        complaint.Location.GetLineSpan().StartLinePosition.Line.Should().Be(1);
        complaint.Location.SourceSpan.Start.Should().Be("application: cvat\nsteps: [".Length);
        result.GeneratedTrees.Select(tree => Path.GetFileName(tree.FilePath)).Should().OnlyContain(name => name.Contains("Attribute"));
    }

    [Fact]
    public void Two_plans_of_one_name_get_no_code_and_break_nothing()
    {
        var twin = new PlanText("/repository/plans/cvat/twin.yaml", Hop.GetText().ToString());

        var files = PlanHost.Generate(PlanHost.Compile(), PlanHost.Cvat, Hop, twin).SyntaxTrees.Select(tree => Path.GetFileName(tree.FilePath)).ToList();

        files.Should().Contain("cvat.application.g.cs").And.NotContain(name => name.EndsWith(".plan.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_files_of_one_name_in_two_folders_both_get_code()
    {
        var twin = new PlanText("/repository/plans/other/plan.yaml", Hop.GetText().ToString().Replace("application: cvat", "application: other", StringComparison.Ordinal));

        PlanHost.Generate(PlanHost.Compile("class Both { string Ids => Hopguard.Generated.Plans.Cvat.Hop_2_3_0.Id + Hopguard.Generated.Plans.Other.Hop_2_3_0.Id; }"), Hop, twin);
    }

    [Fact]
    public void What_is_emitted_of_a_hop_stays_small()
    {
        var trees = WithTasks(Hop).SyntaxTrees;

        trees.Single(tree => tree.FilePath.EndsWith("cvat-2.3.0.plan.g.cs", StringComparison.Ordinal)).Length.Should().BeLessThan(2_000);
        trees.Single(tree => tree.FilePath.EndsWith("cvat-2.3.0.tasks.g.cs", StringComparison.Ordinal)).Length.Should().BeLessThan(16_000);
    }

    private static Compilation WithTasks(params AdditionalText[] files) =>
        PlanHost.Generate(PlanHost.Compile(FrostingStub.BaseClasses, FrostingStub.Reference), [PlanHost.Cvat, .. files]);

    private static INamedTypeSymbol Task(string name) => WithTasks(Hop).GetTypeByMetadataName($"Hopguard.Tasks.Generated.Cvat.{name}")!;

    private static IEnumerable<SyntaxTree> TaskFiles(Compilation compilation) => compilation.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".tasks.g.cs", StringComparison.Ordinal));

    private static IEnumerable<string> Chain(Compilation compilation, string last)
    {
        for (var task = compilation.GetTypeByMetadataName(last); task is not null; task = Attribute(task, "IsDependentOnAttribute") as INamedTypeSymbol)
            yield return (string)Attribute(task, "TaskNameAttribute")!;
    }

    private static object? Attribute(INamedTypeSymbol task, string name) =>
        task.GetAttributes().SingleOrDefault(attribute => attribute.AttributeClass!.Name == name)?.ConstructorArguments[0].Value;
}
