using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tests;

/// <summary>The targets of an application are made of its folder: no class is written for it.</summary>
public sealed class TargetTests
{
    private static readonly PlanText Notes = new("/repository/plans/notes/application.yaml", Repository.Read("tests/corpus/notes/application.yaml"));
    private static readonly PlanText NotesHop = new("/repository/plans/notes/hop.yaml", Repository.Read("tests/corpus/notes/good/1.2.0-1.3.0.yaml"));
    private static readonly AdditionalText[] Cvat =
    [
        PlanHost.Cvat, new PlanText(PlanHost.PlanPath, Repository.Read("plans/cvat/2.2.0-2.3.0.yaml")), new PlanText("/repository/plans/cvat/backup.yaml", Repository.Read("plans/cvat/backup.yaml")),
        new PlanText("/repository/plans/cvat/restore.yaml", Repository.Read("plans/cvat/restore.yaml")),
    ];

    [Fact]
    public void An_application_has_its_targets_under_its_title()
    {
        var targets = Targets(Cvat);

        targets.Select(target => (target.Name, target.Category, target.Base, target.DependsOn)).Should().BeEquivalentTo(
        [
            ("UpgradeCvat", "CVAT", "UpgradeTask", "Hopguard.Tasks.Generated.Cvat.Hop_2_3_0"),
            ("RollbackCvat", "CVAT", "RollbackTask", null),
            ("StatusCvat", "CVAT", "StatusTask", null),
            ("BackupCvat", "CVAT", "ProcedureTask", "Hopguard.Tasks.Generated.Cvat.Backup"),
            ("RestoreCvat", "CVAT", "RestoreTask", "Hopguard.Tasks.Generated.Cvat.Restore"),
        ]);
        targets.Should().OnlyContain(target => target.Description.Length > 20);
    }

    [Fact]
    public void A_second_application_is_a_folder_of_yaml() => Targets([.. Cvat, Notes, NotesHop]).Select(target => target.Name)
        .Should().BeEquivalentTo("UpgradeCvat", "RollbackCvat", "StatusCvat", "BackupCvat", "RestoreCvat", "UpgradeNotes", "RollbackNotes", "StatusNotes");

    [Fact]
    public void The_upgrade_leads_to_the_newest_version_that_a_hop_leads_to() =>
        Targets([Notes, NotesHop, Hop("1.3.0", "1.10.0"), Hop("1.1.0", "1.2.0")]).Single(target => target.Name == "UpgradeNotes").DependsOn.Should().EndWith("Hop_1_10_0");

    [Theory]
    [InlineData("1.1.0..1.10.0", "General")]
    [InlineData("1.1.0..", "General")]
    [InlineData("1.1.0..1.3.0", "Hop_1_3_0")]
    public void It_is_a_range_where_that_leads_farthest(string to, string depended) =>
        Targets([Notes, NotesHop, Range(to)]).Single(target => target.Name == "UpgradeNotes").DependsOn.Should().EndWith(depended);

    [Fact]
    public void A_range_alone_is_the_upgrade() => Targets([Notes, Range("..1.3.0")]).Single(target => target.Name == "UpgradeNotes").DependsOn.Should().EndWith("General");

    [Fact]
    public void A_procedure_is_called_as_its_plan_names_it() => Targets([Notes, Procedure("pack-files"), Procedure("notes"), Procedure("hop-1")]).Select(target => target.Name)
        .Should().BeEquivalentTo("PackNotesFiles", "NotesNotes", "HopNotes1", "RollbackNotes", "StatusNotes");

    [Fact]
    public void A_plan_that_keeps_the_version_has_a_target_of_its_own_and_is_no_upgrade()
    {
        var targets = Targets([Notes, Base]);

        targets.Select(target => target.Name).Should().BeEquivalentTo("UpgradeNotesDatabase", "RollbackNotes", "StatusNotes");
        targets.Single(target => target.Name == "UpgradeNotesDatabase").Should().Be(("UpgradeNotesDatabase", "Notes", "one", "BaseTask", "Hopguard.Tasks.Generated.Notes.Database"));
    }

    [Fact]
    public void An_application_without_plans_has_no_targets_and_plans_without_an_application_only_their_own()
    {
        Targets([Notes]).Should().BeEmpty();
        Targets([NotesHop, Procedure("backup")]).Should().BeEmpty();
    }

    [Fact]
    public void Names_that_meet_are_the_analyzers_to_report_and_compile() =>
        Targets([Notes, NotesHop, Procedure("upgrade"), Procedure("a-1"), Procedure("a1")]).Select(target => target.Name).Should().Contain(["UpgradeNotes", "A1Notes"]);

    [Fact]
    public void A_title_stays_text()
    {
        var title = "\"Notes\\\")] class Evil { } //";
        var application = new PlanText(Notes.Path, Notes.GetText().ToString().Replace("title: Notes", $"title: '{title}'", StringComparison.Ordinal));

        Targets([application, NotesHop]).Should().OnlyContain(target => target.Category == title);
    }

    private static PlanText Base { get; } = new("/repository/plans/notes/database.yaml", """
        application: notes
        name: database
        keeps: 1.1.0..
        postgresql: { store: database, from: 13, to: 17 }
        summary: one
        steps: [check-space]
        """);

    private static PlanText Hop(string from, string to) => new($"/repository/plans/notes/{to}.yaml", $"""
        application: notes
        from: {from}
        to: {to}
        summary: one
        steps: [check-space]
        """);

    private static PlanText Range(string to) => new("/repository/plans/notes/general.yaml", $"""
        application: notes
        name: general
        from: 1.0.0..
        to: {to}
        summary: any
        steps: [check-space]
        """);

    private static PlanText Procedure(string name) => new($"/repository/plans/notes/{name}.yaml", $"""
        application: notes
        procedure: {name}
        summary: A procedure called {name}
        steps: [check-space]
        """);

    private static List<(string Name, string Category, string Description, string Base, string? DependsOn)> Targets(AdditionalText[] files)
    {
        var compilation = PlanHost.Generate(PlanHost.Compile(FrostingStub.BaseClasses, FrostingStub.Reference), files);
        return
        [
            .. compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()
                .Where(type => type.ContainingNamespace.ToDisplayString().StartsWith("Hopguard.Tasks.Targets.", StringComparison.Ordinal))
                .Select(type => (Text(type, "TaskNameAttribute")!, Text(type, "CategoryAttribute")!, Text(type, "TaskDescriptionAttribute")!, type.BaseType!.Name, Text(type, "IsDependentOnAttribute"))),
        ];
    }

    private static string? Text(INamedTypeSymbol task, string name) =>
        task.GetAttributes().SingleOrDefault(attribute => attribute.AttributeClass!.Name == name)?.ConstructorArguments[0].Value?.ToString();
}
