using Hopguard.Engine;
using Hopguard.Plans.Model;

namespace Hopguard.Tasks.Options;

/// <summary>Every option there is. Adding one means adding a line here and reading it where it is needed.</summary>
public static class OptionCatalogue
{
    private static readonly TargetRole[] OfDeployments = [TargetRole.Status, TargetRole.Upgrade, TargetRole.Base, TargetRole.Rollback, TargetRole.Procedure, TargetRole.Restore];

    private static readonly string[] OfRoutes = ["ExplainRoute", "ListArtifacts"];

    /// <summary>The deployment's folder.</summary>
    public static readonly Option Deployment = new(
        "deployment", OptionType.Path, "folder of the deployment: where its compose files are, or on a cluster its hopguard.yaml", "the current folder", "/srv/app")
    { InFile = false, IsRequiredInJob = true };

    /// <summary>What the deployment runs on.</summary>
    public static readonly Option Kind = new(
        "kind", OptionType.Choice, "what the deployment runs on", "what the application's file says", DeploymentKind.Kubernetes.Word())
    { Continues = true, Choices = [DeploymentKind.Compose.Word(), DeploymentKind.Kubernetes.Word()] };

    /// <summary>The kubeconfig file.</summary>
    public static readonly Option Kubeconfig = new(
        "kubeconfig", OptionType.Path, "kubeconfig file that says how the cluster is reached", "as for kubectl: KUBECONFIG, else ~/.kube/config, else the pod's service account", "/etc/app/kubeconfig")
    { Continues = true, Kinds = [DeploymentKind.Kubernetes] };

    /// <summary>The context of the kubeconfig.</summary>
    public static readonly Option Context = new(
        "context", OptionType.Text, "context of the kubeconfig", "its current context", "production")
    { Continues = true, Kinds = [DeploymentKind.Kubernetes] };

    /// <summary>The namespace.</summary>
    public static readonly Option Namespace = new(
        "namespace", OptionType.Text, "namespace of the deployment", "that of the context, else default", "app")
    { Continues = true, Kinds = [DeploymentKind.Kubernetes] };

    /// <summary>The compose project, or the Helm release.</summary>
    public static readonly Option Project = new(
        "project", OptionType.Text, "compose project of the deployment, or its Helm release", "read from the containers that run from the folder, or the only release in the namespace", "app")
    { Continues = true };

    /// <summary>Compose files.</summary>
    public static readonly Option ComposeFiles = new(
        "compose-files", OptionType.List, "compose files for both versions, in the order in which compose merges them", "what the plan says",
        "docker-compose.yml,docker-compose.https.yml")
    { Continues = true, Kinds = [DeploymentKind.Compose] };

    /// <summary>Where runs are kept.</summary>
    public static readonly Option State = new(
        "state", OptionType.Path, "folder for journals, copies and evidence", "<deployment>.hopguard, beside the deployment", "/srv/backup/app");

    /// <summary>The run whose state is lost.</summary>
    public static readonly Option GiveUp = new(
        "give-up", OptionType.Text, "run whose state folder is lost for good, so that the deployment need not wait for it: refused while anything of that run is left", "none",
        "20260102-030405")
    { InFile = false, Contradicts = [TargetRole.Rollback, TargetRole.Status] };

    /// <summary>The target's source.</summary>
    public static readonly Option Source = new(
        "source", OptionType.PathOrAddress, "source of the new version: an archive, an HTTPS address, a git checkout, or for a route a folder with the archives of its versions and their SHA256SUMS", "what the plan says", "/srv/v2.3.0.zip")
    { Continues = true, Contradicts = [TargetRole.Rollback, TargetRole.Status, TargetRole.Procedure, TargetRole.Restore, TargetRole.Base] };

    /// <summary>The hash of the source archive.</summary>
    public static readonly Option SourceSha256 = new(
        "source-sha256", OptionType.Sha256, "SHA-256 that the source archive must have, of a folder its SHA256SUMS", "what the plan says", new string('0', 60) + "cafe")
    { Continues = true, Contradicts = [TargetRole.Rollback, TargetRole.Status, TargetRole.Procedure, TargetRole.Restore, TargetRole.Base] };

    /// <summary>What happens to edits of the release's own compose files.</summary>
    public static readonly Option DropEdits = new(
        "drop-edits", OptionType.Flag, "leaves edits of the release's own compose files behind, instead of refusing to lose them", "false", "true")
    { Continues = true, InFile = false, Kinds = [DeploymentKind.Compose], Contradicts = [TargetRole.Rollback, TargetRole.Status, TargetRole.Procedure, TargetRole.Restore, TargetRole.Base] };

    /// <summary>Where the images of the new version come from.</summary>
    public static readonly Option Images = new(
        RunOptions.ImagesOption, OptionType.Choice, "where images of the new version come from: build makes those whose services have a build section, pull uses what the engine has and pulls the rest", "pull", RunOptions.Build)
    { Continues = true, Kinds = [DeploymentKind.Compose], Choices = ["pull", RunOptions.Build], Contradicts = [TargetRole.Rollback, TargetRole.Status, TargetRole.Procedure, TargetRole.Restore, TargetRole.Base] };

    /// <summary>The backup that is restored.</summary>
    public static readonly Option Backup = new(
        "backup", OptionType.Path, "folder of the backup that is restored: that of the run which took it, wherever it lies now", "none", "/srv/backup/app/runs/20260102-030405")
    { InFile = false, Continues = true, IsRequiredInJob = true, ReadByRoles = [TargetRole.Restore] };

    /// <summary>Whether the backup may be another deployment's.</summary>
    public static readonly Option ForeignBackup = new(
        "foreign-backup", OptionType.Flag, "restores a backup of another deployment of the application, such as one that moves to this host", "false", "true")
    { InFile = false, Continues = true, ReadByRoles = [TargetRole.Restore] };

    /// <summary>Acceptance.</summary>
    public static readonly Option Accept = new(
        "accept", OptionType.Flag, "accepts the new version once it is verified; there is no rollback after that", "false", "true")
    { Contradicts = [TargetRole.Rollback, TargetRole.Status, TargetRole.Procedure] };

    /// <summary>Deletion of what was retired.</summary>
    public static readonly Option DeleteRetired = new(
        "delete-retired", OptionType.Flag, "deletes the retired volumes after acceptance", "false", "true")
    { Contradicts = [TargetRole.Rollback, TargetRole.Status, TargetRole.Procedure] };

    /// <summary>What a failing step does.</summary>
    public static readonly Option Rollback = new(
        "rollback", OptionType.Choice, "whether a failing step puts the old version back by itself", "automatic", "manual")
    { Continues = true, Choices = ["automatic", "manual"], Contradicts = [TargetRole.Rollback, TargetRole.Status] };

    /// <summary>How long a silent start may last.</summary>
    public static readonly Option StartupTimeout = new(
        "startup-timeout", OptionType.Duration, "longest silence of the application's start and migrations before the run fails", "10m", "45m")
    { Continues = true, Contradicts = [TargetRole.Status] };

    /// <summary>The drill.</summary>
    public static readonly Option KillAt = new(
        "kill-at", OptionType.Text, "a drill: the process kills itself at that point (after:<step>, in:<step>, undone:<step>, undoing:<step>; of a route's hop after:<version>/<step>)", "no drill", "after:dump-database")
    { InFile = false, Contradicts = [TargetRole.Status] };

    /// <summary>Who is told what happens. Not in the deployment's file: whoever may write there would be told, and choose the secret that is sent.</summary>
    public static readonly Option Notify = new(
        "notify", OptionType.Address, "web address that is told by POST as JSON when a run begins, fails or ends, and when the outage begins and ends, or env:NAME or file:PATH where it stands; a run never waits for it", "nobody", "https://chat.example.org/hooks/1")
    { InFile = false, Continues = true, Contradicts = [TargetRole.Status] };

    /// <summary>What proves to it that it is told by us.</summary>
    public static readonly Option NotifySecret = new(
        "notify-secret", OptionType.SecretReference, "where the bearer token for that address stands: a variable or a file", "none", "env:NOTIFY_TOKEN")
    { InFile = false, Continues = true, Contradicts = [TargetRole.Status] };

    /// <summary>The language of everything that is said.</summary>
    public static readonly Option Language = new("language", OptionType.Choice, "language of findings, messages and reports", "that of LC_ALL, LC_MESSAGES or LANG", "ja")
    {
        Topic = "Plans",
        Choices = ["en", "ja"],
    };

    /// <summary>The plans to judge.</summary>
    public static readonly Option Plans = new(
        "plans", OptionType.List, "folders, files or patterns of the plans", "plans", "plans/app")
    { Topic = "Plans", InFile = false, ReadBy = ["ValidatePlans", .. OfRoutes] };

    /// <summary>The form of findings.</summary>
    public static readonly Option Format = new(
        "format", OptionType.Choice, "form of what is told: of findings, json for the outcome of a run, a status and a list of artifacts, or html for a page of a route or of findings", "github or azure in their jobs, else text", "sarif")
    {
        Topic = "Plans",
        InFile = false,
        ReadBy = ["ValidatePlans", .. OfRoutes, "ListFleet"],
        ReadByRoles = OfDeployments,
        Choices = ["text", "github", "azure", "sarif", "json", "markdown", "html"],
    };

    /// <summary>What a finding must weigh to fail the call.</summary>
    public static readonly Option FailOn = new(
        "fail-on", OptionType.Choice, "the least severity that ends with code 1; unusable input ends with code 2", "error", "warning")
    {
        Topic = "Plans",
        InFile = false,
        ReadBy = ["ValidatePlans"],
        Choices = ["error", "warning", "note"],
    };

    /// <summary>The file that receives the findings.</summary>
    public static readonly Option Output = new(
        "output", OptionType.Path, "file that receives what --format asks for; the log then shows it in its own form", "the log", "plans.sarif")
    { Topic = "Plans", InFile = false, ReadBy = ["ValidatePlans", .. OfRoutes], ReadByRoles = OfDeployments };

    /// <summary>The application whose hops are explained.</summary>
    public static readonly Option Application = new("application", OptionType.Text, "the application", "the only one among the plans", "app")
    { Topic = "Plans", InFile = false, ReadBy = OfRoutes };

    /// <summary>Where a way begins.</summary>
    public static readonly Option From = new("from", OptionType.Text, "the version that is installed; an upgrade reads it, and refuses another", "auto for an upgrade, else the oldest that a hop starts from", "2.2.0")
    { Topic = "Plans", InFile = false, ReadBy = OfRoutes, ReadByRoles = [TargetRole.Upgrade] };

    /// <summary>Where a way ends.</summary>
    public static readonly Option To = new("to", OptionType.Text, "the version that is wanted", "for an upgrade where the plans for one pair of versions lead from the installed one, else the newest release", "2.3.0")
    { Topic = "Plans", InFile = false, Continues = true, ReadBy = OfRoutes, ReadByRoles = [TargetRole.Upgrade, TargetRole.Part] };

    /// <summary>The PostgreSQL major that is wanted.</summary>
    public static readonly Option Postgres = new("postgres", OptionType.Major, "the PostgreSQL major to which the database is moved, below the same version", "the only one that the plan leads to", "17")
    { InFile = false, Continues = true, ReadByRoles = [TargetRole.Base] };

    /// <summary>Whether nobody need know the version that is wanted.</summary>
    public static readonly Option AllowUnknownRelease = new(
        "allow-unknown-release", OptionType.Flag, "upgrades to a version newer than every release that is known here, as if it were like the newest of them", "false", "true")
    { InFile = false, Continues = true, ReadByRoles = [TargetRole.Upgrade] };

    /// <summary>Where a route stops until it was accepted there.</summary>
    public static readonly Option StopAt = new("stop-at", OptionType.List, "versions at which the route ends until you accept, each a release on the way", "only where the route ends", "2.2.0,2.26.0")
    { InFile = false, Continues = true, ReadByRoles = [TargetRole.Upgrade] };

    /// <summary>Whether one hop is enough.</summary>
    public static readonly Option UntilStop = new("until-stop", OptionType.Flag, "goes on to the next stop of the route only; the same command goes on from there", "false", "true")
    { InFile = false, Continues = true, ReadByRoles = [TargetRole.Upgrade] };

    /// <summary>How far a rollback leads.</summary>
    public static readonly Option ToStop = new("to-stop", OptionType.Text, "the stop of the route at which the rollback ends", "where the route began", "2.3.0")
    { InFile = false, ReadByRoles = [TargetRole.Rollback] };

    /// <summary>The plan to mend.</summary>
    public static readonly Option Plan = new("plan", OptionType.Path, "the plan to mend", "none", "plans/app/2.2.0-2.3.0.yaml")
    { Topic = "Plans", InFile = false, ReadBy = ["FixPlan"], IsRequiredInJob = true };

    /// <summary>Whether the mended plan is written.</summary>
    public static readonly Option Apply = new("apply", OptionType.Flag, "writes the mended plan instead of only showing the difference", "false", "true")
    { Topic = "Plans", InFile = false, ReadBy = ["FixPlan"] };

    /// <summary>Whether steps may be taken out.</summary>
    public static readonly Option Unsafe = new(
        "unsafe", OptionType.Flag, "also removes steps and changes what is destroyed, where nothing else helps", "false", "true")
    { Topic = "Plans", InFile = false, ReadBy = ["FixPlan"] };

    /// <summary>The deployments of a fleet.</summary>
    public static readonly Option Inventory = new(
        "inventory", OptionType.Path, "file with the deployments of the fleet in their waves", "fleet.yaml", "fleets/annotation.yaml")
    { Topic = "Fleets", InFile = false, ReadBy = ["ListFleet"] };

    /// <summary>A test filter.</summary>
    public static readonly Option Filter = new(
        "filter", OptionType.Text, "runs the tests that the expression selects", "all tests", "FullyQualifiedName~Journal")
    { Topic = "Test", InFile = false, ReadBy = ["Test"] };

    /// <summary>The test projects to run.</summary>
    public static readonly Option Tests = new(
        "tests", OptionType.List, "runs these test projects only", "every test project of the solution", "Hopguard.Plans.Tests")
    { Topic = "Test", InFile = false, ReadBy = ["Test"] };

    /// <summary>Whether the long tests run as well.</summary>
    public static readonly Option Long = new("long", OptionType.Flag, "runs the long tests as well, which show once more what quicker ones show", "false", "true")
    { Topic = "Test", InFile = false, ReadBy = ["Test"] };

    /// <summary>Whether tests are taken as they were built.</summary>
    public static readonly Option NoBuild = new("no-build", OptionType.Flag, "runs the tests as they were built, and builds nothing", "false", "true")
    { Topic = "Test", InFile = false, ReadBy = ["Test"] };

    /// <summary>Whether generated files are only compared.</summary>
    public static readonly Option Check = new("check", OptionType.Flag, "writes nothing, and fails when a generated file is out of date", "false", "true")
    {
        Topic = "GenerateDocs",
        InFile = false,
        ReadBy = ["GenerateDocs", "Accuracy"],
    };

    /// <summary>Who offers the extension.</summary>
    public static readonly Option Publisher = new("publisher", OptionType.Text, "publisher of the marketplace that offers the extension for Azure Pipelines", "hopguard", "my-company")
    { Topic = "PackAzureExtension", InFile = false, ReadBy = ["PackAzureExtension"] };

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        Deployment, Kind, Kubeconfig, Context, Namespace, Project, ComposeFiles, State, GiveUp, Source, SourceSha256, DropEdits, Images, Backup, ForeignBackup, Accept, DeleteRetired, Postgres, AllowUnknownRelease, StopAt, UntilStop, ToStop, Rollback, StartupTimeout, KillAt, Notify, NotifySecret,
        Language, Plans, Format, FailOn, Output, Application, From, To, Plan, Apply, Unsafe,
        Inventory,
        Filter, Tests, Long, NoBuild, Check, Publisher,
    ];

    /// <summary>Variables of our prefix that are no options: what the scripts tell the host, what containers and the programs of docker are told, and all of the lab's.</summary>
    public static bool IsOtherVariable(string name) =>
        name is "HOPGUARD_STARTED_AS" or "HOPGUARD_TOKEN" or "HOPGUARD_CLUSTER" or "HOPGUARD_TOOL_OF" or "HOPGUARD_LAB" || name.StartsWith("HOPGUARD_LAB_", StringComparison.Ordinal);
}
