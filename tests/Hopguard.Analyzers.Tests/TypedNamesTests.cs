using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;

namespace Hopguard.Analyzers.Tests;

public sealed class TypedNamesTests
{
    private static readonly PlanText Hop = new(PlanHost.PlanPath, Repository.Read("plans/cvat/2.2.0-2.3.0.yaml"));

    private static readonly PlanText Backup = new("/repository/plans/cvat/backup.yaml", Repository.Read("plans/cvat/backup.yaml"));

    private static readonly PlanText Other = new("/repository/plans/other/application.yaml", """
        application: other
        title: Other
        compose: { files: [docker-compose.yml] }
        version: { service: web, port: 80, path: /, field: version }
        migrations: { store: database, database: other, table: migrations, app: app, name: name }
        services: { db: { writes: [database] }, web: { writes: [database] } }
        stores: { database: { kind: postgresql, service: db, volume: other_db } }
        releases: { 1.0.0: { postgresql: 15, services: [db, web], migrations: {} } }
        """);

    [Fact]
    public void Every_hop_step_store_service_and_version_is_a_name() => PlanHost.Generate(PlanHost.Compile(Consumer("""
        const Cvat.Services Service = Cvat.Services.CvatServer;
        const Cvat.Stores Store = Cvat.Stores.Database;
        const Cvat.Versions Version = Cvat.Versions.V2_3_0;
        const Plans.Cvat.Hop_2_3_0.Steps Step = Plans.Cvat.Hop_2_3_0.Steps.StartServices_2;
        const Plans.Cvat.Backup.Steps Saved = Plans.Cvat.Backup.Steps.BackUpVolumes;
        const string Hop = Plans.Cvat.Hop_2_3_0.Id + Plans.Cvat.Hop_2_3_0.From + Plans.Cvat.Hop_2_3_0.To + Plans.Cvat.Backup.Id + Cvat.Id;
        const bool Newer = Cvat.Versions.V2_3_0 > Cvat.Versions.V2_2_0;
        string All => Hop + Newer + Cvat.IdOf(Service) + Cvat.IdOf(Store) + Cvat.IdOf(Version) + Plans.Cvat.Hop_2_3_0.IdOf(Step) + Plans.Cvat.Backup.IdOf(Saved);
        """)), PlanHost.Cvat, Other, Hop, Backup);

    [Theory]
    [InlineData("_ = Cvat.Services.CvatSever;", "CS0117", "CvatSever")]
    [InlineData("_ = Cvat.Stores.Medium;", "CS0117", "Medium")]
    [InlineData("_ = Cvat.Versions.V9_9_9;", "CS0117", "V9_9_9")]
    [InlineData("_ = Plans.Cvat.Hop_2_3_0.Steps.DropDatabase;", "CS0117", "DropDatabase")]
    [InlineData("_ = Plans.Cvat.Hop_9_9_9.Id;", "CS0117", "Hop_9_9_9")]
    [InlineData("_ = Plans.Kamonohashi.Hop_2_3_0.Id;", "CS0117", "Kamonohashi")]
    [InlineData("_ = Kamonohashi.Stores.Database;", "CS0103", "Kamonohashi")]
    public void What_is_misspelt_or_not_there_does_not_compile(string statement, string id, string at) => Fails(statement, id, at);

    [Theory]
    [InlineData("Run(Plans.Cvat.Backup.Steps.DumpDatabase);", "CS1503", "Plans.Cvat.Backup.Steps.DumpDatabase")]
    [InlineData("Read(Other.Stores.Database);", "CS1503", "Other.Stores.Database")]
    [InlineData("Read(Cvat.Services.CvatDb);", "CS1503", "Cvat.Services.CvatDb")]
    [InlineData("Read(\"database\");", "CS1503", "\"database\"")]
    [InlineData("Read(1);", "CS1503", "1")]
    [InlineData("Plans.Cvat.Hop_2_3_0.Steps step = Plans.Cvat.Backup.Steps.DumpDatabase;", "CS0266", "Plans.Cvat.Backup.Steps.DumpDatabase")]
    [InlineData("_ = Plans.Cvat.Hop_2_3_0.Steps.DumpDatabase == Plans.Cvat.Backup.Steps.DumpDatabase;", "CS0019", null)]
    [InlineData("_ = Cvat.Versions.V2_3_0 > Other.Versions.V1_0_0;", "CS0019", null)]
    public void What_belongs_to_another_plan_or_application_does_not_compile(string statement, string id, string? at) => Fails(statement, id, at);

    [Theory]
    [InlineData("Run(Plans.Cvat.Hop_2_3_0.Steps.DumpDatabase);")]
    [InlineData("Read(Cvat.Stores.Database);")]
    public void What_belongs_there_compiles(string statement) => PlanHost.Generate(PlanHost.Compile(Method(statement)), PlanHost.Cvat, Other, Hop, Backup);

    [Fact]
    public void Every_name_leads_back_to_what_the_file_says()
    {
        var assembly = Load(PlanHost.Generate(PlanHost.Compile(), PlanHost.Cvat, Hop));

        Ids(assembly, "Hopguard.Generated.Cvat", "Stores").Should().Equal("cache", "database", "events", "keys", "logs", "media", "queues");
        Ids(assembly, "Hopguard.Generated.Cvat", "Versions").Should().StartWith(["1.5.0", "1.6.0"]);
        Ids(assembly, "Hopguard.Generated.Plans+Cvat+Hop_2_3_0", "Steps").Should().StartWith(["fetch-source", "check-target"]).And.EndWith("delete-retired");
    }

    [Fact]
    public void Names_that_would_meet_each_other_are_set_apart()
    {
        PlanText[] files =
        [
            Procedure("hop-2-3-0", "cvat"), Procedure("cvat", "cvat"), Procedure("equals", "cvat"), Procedure("plans", "plans"), Procedure("a", "equals"), Hop,
        ];

        var compilation = PlanHost.Generate(PlanHost.Compile(FrostingStub.BaseClasses, FrostingStub.Reference), files);

        string[] classes = ["Cvat+Hop_2_3_0", "Cvat+Procedure_Hop_2_3_0", "Cvat+Procedure_Cvat", "Cvat+Procedure_Equals", "Plans_+Plans", "Equals_+A"];
        foreach (var name in classes)
            compilation.GetTypeByMetadataName($"Hopguard.Generated.Plans+{name}").Should().NotBeNull(name);
    }

    [Fact]
    public void Names_compile_in_the_language_of_older_frameworks() => PlanHost.Generate(
        PlanHost.Compile(LanguageVersion.CSharp7_3, "class Consumer { const string Id = Hopguard.Generated.Plans.Cvat.Hop_2_3_0.Id; string Value => Id; }"),
        PlanHost.Cvat,
        Hop);

    private static void Fails(string statement, string id, string? at)
    {
        var complaint = PlanHost.Complaints(PlanHost.Compile(Method(statement)), PlanHost.Cvat, Other, Hop, Backup)
            .Where(complaint => complaint.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Should().ContainSingle().Subject;
        complaint.Id.Should().Be(id);
        if (at is not null)
            complaint.Location.SourceTree!.ToString().Substring(complaint.Location.SourceSpan.Start, complaint.Location.SourceSpan.Length).Should().Be(at);
    }

    private static string Method(string statement) => Consumer($$"""
        void Run(Plans.Cvat.Hop_2_3_0.Steps step) { }
        void Read(Cvat.Stores store) { }
        void Use() { {{statement}} }
        """);

    private static string Consumer(string members) => $$"""
        using Hopguard.Generated;
        class Consumer { {{members}} }
        """;

    private static PlanText Procedure(string name, string application) => new($"/repository/plans/{application}/{name}.yaml", $$"""
        application: {{application}}
        procedure: {{name}}
        summary: one
        steps:
          - check-space
        """);

    private static Assembly Load(Microsoft.CodeAnalysis.Compilation compilation)
    {
        using var image = new MemoryStream();
        compilation.Emit(image).Success.Should().BeTrue();
        return Assembly.Load(image.ToArray());
    }

    private static IEnumerable<string> Ids(Assembly assembly, string owner, string kind)
    {
        var type = assembly.GetType(owner, throwOnError: true)!;
        var names = type.GetNestedType(kind)!;
        var idOf = type.GetMethod("IdOf", [names])!;
        return names.GetEnumValues().Cast<object>().Select(name => (string)idOf.Invoke(null, [name])!);
    }
}
