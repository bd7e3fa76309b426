namespace Hopguard.Tasks.Options;

/// <summary>Every option there is. Adding one means adding a line here and reading it where it is needed.</summary>
public static class OptionCatalogue
{
    /// <summary>The deployment's folder.</summary>
    public static readonly Option Deployment = new(
        "deployment", OptionType.Path, "folder of the deployment: where its compose files are", "the current folder", "/srv/cvat")
    { InFile = false };

    /// <summary>The compose project.</summary>
    public static readonly Option Project = new(
        "project", OptionType.Text, "compose project of the deployment", "read from the containers that run from the folder", "cvat");

    /// <summary>Compose files.</summary>
    public static readonly Option ComposeFiles = new(
        "compose-files", OptionType.List, "compose files for both versions, in the order in which compose merges them", "what the plan says",
        "docker-compose.yml,docker-compose.https.yml");

    /// <summary>Where runs are kept.</summary>
    public static readonly Option State = new(
        "state", OptionType.Path, "folder for journals, copies and evidence", "<deployment>.hopguard, beside the deployment", "/srv/backup/cvat");

    /// <summary>The target's source.</summary>
    public static readonly Option Source = new(
        "source", OptionType.PathOrAddress, "source of the new version: an archive, an HTTPS address or a git checkout", "what the plan says", "/srv/v2.3.0.zip");

    /// <summary>The hash of the source archive.</summary>
    public static readonly Option SourceSha256 = new(
        "source-sha256", OptionType.Sha256, "SHA-256 that the source archive must have", "what the plan says", new string('0', 60) + "cafe");

    /// <summary>Acceptance.</summary>
    public static readonly Option Accept = new(
        "accept", OptionType.Flag, "accepts the new version once it is verified; there is no rollback after that", "false", "true");

    /// <summary>Deletion of what was retired.</summary>
    public static readonly Option DeleteRetired = new(
        "delete-retired", OptionType.Flag, "deletes the retired volumes after acceptance", "false", "true");

    /// <summary>What a failing step does.</summary>
    public static readonly Option Rollback = new(
        "rollback", OptionType.Choice, "whether a failing step puts the old version back by itself", "automatic", "manual")
    { Choices = ["automatic", "manual"] };

    /// <summary>How long a silent start may last.</summary>
    public static readonly Option Patience = new(
        "patience", OptionType.Duration, "longest silence of the application's start and migrations before the run fails", "10m", "45m");

    /// <summary>The drill.</summary>
    public static readonly Option KillAt = new(
        "kill-at", OptionType.Text, "a drill: the process kills itself at that point (after:<step>, in:<step>, undone:<step>, undoing:<step>)", "no drill", "after:dump-database")
    { InFile = false };

    /// <summary>The plans to judge.</summary>
    public static readonly Option Plans = new("plans", OptionType.Path, "folder or file of plans to judge", "plans", "plans/cvat") { Topic = "ValidatePlans", InFile = false };

    /// <summary>The form of findings.</summary>
    public static readonly Option Format = new("format", OptionType.Choice, "form of the findings", "text", "github")
    {
        Topic = "ValidatePlans",
        InFile = false,
        Choices = ["text", "github", "azure", "json"],
    };

    /// <summary>A test filter.</summary>
    public static readonly Option Filter = new(
        "filter", OptionType.Text, "runs the tests that the expression selects", "all tests", "FullyQualifiedName~Journal")
    { Topic = "Test", InFile = false };

    /// <summary>The test projects to run.</summary>
    public static readonly Option Tests = new(
        "tests", OptionType.List, "runs these test projects only", "every test project of the solution", "Hopguard.Plans.Tests")
    { Topic = "Test", InFile = false };

    /// <summary>Whether generated files are only compared.</summary>
    public static readonly Option Check = new("check", OptionType.Flag, "writes nothing, and fails when a generated file is out of date", "false", "true")
    {
        Topic = "GenerateDocs",
        InFile = false,
    };

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
        [Deployment, Project, ComposeFiles, State, Source, SourceSha256, Accept, DeleteRetired, Rollback, Patience, KillAt, Plans, Format, Filter, Tests, Check];

    /// <summary>The option of that name; null when there is none.</summary>
    public static Option? Find(string name) => All.FirstOrDefault(option => option.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
