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

    /// <summary>The language of findings.</summary>
    public static readonly Option Language = new("language", OptionType.Choice, "language of the findings", "that of LC_ALL, LC_MESSAGES or LANG", "ja")
    {
        Topic = "Plans",
        Choices = ["en", "ja"],
    };

    /// <summary>The plans to judge.</summary>
    public static readonly Option Plans = new(
        "plans", OptionType.List, "ValidatePlans, ExplainRoute: folders, files or patterns of the plans", "plans", "plans/**/*.yaml")
    { Topic = "Plans", InFile = false };

    /// <summary>The form of findings.</summary>
    public static readonly Option Format = new(
        "format", OptionType.Choice, "ValidatePlans: form of the findings", "github or azure in their jobs, else text", "sarif")
    {
        Topic = "Plans",
        InFile = false,
        Choices = ["text", "github", "azure", "sarif", "json", "markdown"],
    };

    /// <summary>What a finding must weigh to fail the call.</summary>
    public static readonly Option FailOn = new(
        "fail-on", OptionType.Choice, "ValidatePlans: the least severity that ends with code 1; unusable input ends with code 2", "error", "warning")
    {
        Topic = "Plans",
        InFile = false,
        Choices = ["error", "warning", "note"],
    };

    /// <summary>The file that receives the findings.</summary>
    public static readonly Option Output = new(
        "output", OptionType.Path, "ValidatePlans: file that receives the findings in that form; the log then shows them in its own", "the log", "plans.sarif")
    { Topic = "Plans", InFile = false };

    /// <summary>The application whose hops are explained.</summary>
    public static readonly Option Application = new("application", OptionType.Text, "ExplainRoute: the application", "the only one among the plans", "cvat")
    { Topic = "Plans", InFile = false };

    /// <summary>Where a way begins.</summary>
    public static readonly Option From = new("from", OptionType.Text, "ExplainRoute: the version that is installed", "the oldest that a hop starts from", "2.2.0")
    { Topic = "Plans", InFile = false };

    /// <summary>Where a way ends.</summary>
    public static readonly Option To = new("to", OptionType.Text, "ExplainRoute: the version that is wanted", "the newest release", "2.3.0")
    { Topic = "Plans", InFile = false };

    /// <summary>The plan to mend.</summary>
    public static readonly Option Plan = new("plan", OptionType.Path, "FixPlan: the plan to mend", "none", "plans/cvat/2.2.0-2.3.0.yaml")
    { Topic = "Plans", InFile = false };

    /// <summary>Whether the mended plan is written.</summary>
    public static readonly Option Apply = new("apply", OptionType.Flag, "FixPlan: writes the mended plan instead of only showing the difference", "false", "true")
    { Topic = "Plans", InFile = false };

    /// <summary>Whether steps may be taken out.</summary>
    public static readonly Option Unsafe = new(
        "unsafe", OptionType.Flag, "FixPlan: also removes steps and changes what is destroyed, where nothing else helps", "false", "true")
    { Topic = "Plans", InFile = false };

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
    [
        Deployment, Project, ComposeFiles, State, Source, SourceSha256, Accept, DeleteRetired, Rollback, Patience, KillAt,
        Language, Plans, Format, FailOn, Output, Application, From, To, Plan, Apply, Unsafe,
        Filter, Tests, Check,
    ];

    /// <summary>The option of that name; null when there is none.</summary>
    public static Option? Find(string name) => All.FirstOrDefault(option => option.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
