using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tests;

public sealed class PlanGeneratorTests
{
    private static readonly PlanText Hop = new(PlanHost.PlanPath, Repository.Read("plans/cvat/2.2.0-2.3.0.yaml"));

    [Fact]
    public void Names_of_applications_and_plans_become_constants() => PlanHost.Generate(PlanHost.Compile("""
        using Hopguard.Generated.Applications;
        class Consumer
        {
            const string Service = Cvat.Services.CvatServer;
            const string Store = Cvat.Stores.Database;
            const string Version = Cvat.Versions._2_3_0;
            const string Step = Hopguard.Generated.Plans.Cvat_2_3_0.Steps.StartServices_2;
            const string Hash = Hopguard.Generated.Plans.Cvat_2_3_0.Hash;
            string All => Service + Store + Version + Step + Hash;
        }
        """), [.. PlanHost.CvatFiles, Hop]);

    [Fact]
    public void Without_frosting_no_task_is_made() =>
        PlanHost.Generate(PlanHost.Compile(), [.. PlanHost.CvatFiles, Hop]).SyntaxTrees.Should().NotContain(tree => tree.FilePath.EndsWith(".tasks.g.cs"));

    [Fact]
    public void With_frosting_every_step_is_a_task_behind_the_one_before()
    {
        var compilation = PlanHost.Generate(PlanHost.Compile(FrostingStub.BaseClasses, FrostingStub.Reference), [.. PlanHost.CvatFiles, Hop]);

        var names = Chain(compilation, "Hopguard.Tasks.Generated.Cvat_2_3_0").ToList();
        names.Should().HaveCount(22).And.StartWith(["cvat-2.3.0", "cvat-2.3.0/delete-retired", "cvat-2.3.0/accept"]).And.EndWith("cvat-2.3.0/fetch-source");
    }

    [Fact]
    public void A_task_is_described_by_its_kind_and_its_arguments()
    {
        var compilation = PlanHost.Generate(PlanHost.Compile(FrostingStub.BaseClasses, FrostingStub.Reference), [.. PlanHost.CvatFiles, Hop]);

        Attribute(compilation.GetTypeByMetadataName("Hopguard.Tasks.Generated.Cvat_2_3_0_RetireVolume")!, "TaskDescriptionAttribute")
            .Should().Be("Moves a store's data aside into a volume of another name; nothing is deleted, the store's own volume is empty afterwards. (store: database, covered-by: dump)");
    }

    [Fact]
    public void Text_of_a_stranger_stays_a_literal()
    {
        var plan = """
            application: cvat
            procedure: evil
            summary: "\"; } class Evil { } // \\ */ \u2028 {0} ${x}"
            steps:
              - check-space: { id: Steps }
              - pull-images: { id: Equals }
              - check-target: { id: a-b }
              - pull-images: { id: a_b }
              - pull-images: { id: class }
            """;
        var compilation = PlanHost.Generate(PlanHost.Compile(FrostingStub.BaseClasses, FrostingStub.Reference), new PlanText(PlanHost.PlanPath, plan));

        compilation.GetTypeByMetadataName("Evil").Should().BeNull();
        compilation.GetTypeByMetadataName("Hopguard.Tasks.Generated.CvatEvil_AB_2").Should().NotBeNull();
    }

    [Fact]
    public void A_plan_that_cannot_be_read_is_reported_once_where_reading_ended()
    {
        var result = PlanHost.Driver(new PlanText(PlanHost.PlanPath, "application: cvat\nsteps: [")).RunGenerators(PlanHost.Compile()).GetRunResult();

        var complaint = result.Diagnostics.Should().ContainSingle().Subject;
        complaint.Id.Should().Be("HOP900");
        complaint.Location.GetLineSpan().StartLinePosition.Line.Should().Be(1);
        result.GeneratedTrees.Should().BeEmpty();
    }

    [Fact]
    public void Two_plans_of_one_name_get_no_code_and_break_nothing()
    {
        var twin = new PlanText("/repository/plans/cvat/twin.yaml", Hop.GetText().ToString());

        PlanHost.Generate(PlanHost.Compile(), [.. PlanHost.CvatFiles, Hop, twin]).SyntaxTrees.Should().HaveCount(2);
    }

    [Fact]
    public void What_is_emitted_of_a_hop_stays_small()
    {
        var compilation = PlanHost.Generate(PlanHost.Compile(FrostingStub.BaseClasses, FrostingStub.Reference), [.. PlanHost.CvatFiles, Hop]);

        compilation.SyntaxTrees.Sum(tree => tree.Length).Should().BeLessThan(20_000);
    }

    private static IEnumerable<string> Chain(Compilation compilation, string last)
    {
        for (var task = compilation.GetTypeByMetadataName(last); task is not null; task = Attribute(task, "IsDependentOnAttribute") as INamedTypeSymbol)
            yield return (string)Attribute(task, "TaskNameAttribute")!;
    }

    private static object? Attribute(INamedTypeSymbol task, string name) =>
        task.GetAttributes().SingleOrDefault(attribute => attribute.AttributeClass!.Name == name)?.ConstructorArguments[0].Value;
}
