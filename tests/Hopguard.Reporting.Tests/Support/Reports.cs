using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;

namespace Hopguard.Reporting.Tests.Support;

/// <summary>Reports of runs.</summary>
internal static class Reports
{
    private const string Folder = "/srv/cvat.hopguard/20240102-030405-cvat-2.3.0";

    public static RunReport Upgrade() => new()
    {
        RunId = "20240102-030405-cvat-2.3.0",
        Application = "CVAT",
        PlanId = "cvat-2.3.0",
        PlanSummary = "PostgreSQL base image 10 -> 15",
        From = "2.2.0",
        To = "2.3.0",
        Project = "cvat",
        Deployment = "/srv/cvat",
        Folder = Folder,
        State = RunState.AwaitingAcceptance,
        StartedAt = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Steps =
        [
            Step("fetch-source", StepStatus.Done, 4.1, "v2.3.0.zip, 21 MB, SHA-256 as expected"),
            Step("dump-database", StepStatus.Done, 187, "database 'cvat' and the globals: 4 files, 1.2 GB, each hashed and flushed to disk"),
            Step("verify-copy", StepStatus.Done, 12.6, "copy 'dump' equals its source: 12 tables, 50 000 rows"),
            Step("accept", StepStatus.Waiting, 0, "waits for '--accept'"),
            Step("delete-retired", StepStatus.Pending, 0, string.Empty),
        ],
        Outage = new Outage(TimeSpan.FromSeconds(247), IsOver: true),
        Comparisons = new Dictionary<string, ComparisonEvidence>(StringComparer.Ordinal) { ["verify-copy"] = Comparison() },
        Kept =
        [
            new KeptItem("copy 'dump'", Folder + "/copies/dump", 1_200_000_000),
            new KeptItem("retired volume", "cvat_cvat_db_retired_20240102", 2_600_000_000),
            new KeptItem("old source", "/srv/cvat_220", Size: null),
        ],
        Verdict = new RunVerdict(
            "CVAT 2.2.0 was upgraded to 2.3.0 and verified",
            "Version 2.3.0 runs; the old database is kept in volume 'cvat_cvat_db_retired_20240102' until you accept",
            ["dotnet cake --target=UpgradeCvat --to=2.3.0 --accept", "dotnet cake --target=RollbackCvat"],
            Success: true),
    };

    public static RunReport RolledBack() => Upgrade() with
    {
        State = RunState.RolledBack,
        Steps =
        [
            Step("fetch-source", StepStatus.Undone, 4.1, "nothing to undo"),
            Step("verify-copy", StepStatus.Failed, 12.6, "copy 'dump' differs from its source"),
        ],
        Comparisons = new Dictionary<string, ComparisonEvidence>(StringComparer.Ordinal)
        {
            ["verify-copy"] = Comparison("table 'public.engine_task': 50 000 rows became 30 000", "constraint 'engine_task_pkey' is gone"),
        },
        Kept = [],
        Verdict = new RunVerdict("Step 'verify-copy' failed and the run was rolled back", "Version 2.2.0 runs, verified", ["dotnet cake --target=StatusCvat"], Success: false),
    };

    public static ComparisonEvidence Comparison(params string[] differences) => new(
        "store 'database' on PostgreSQL 10.23",
        "trial 'trial' on PostgreSQL 15.18",
        new Dictionary<string, long>(StringComparer.Ordinal) { ["tables"] = 12, ["rows"] = 50_000, ["sequences"] = 9 },
        differences);

    public static StepReport Step(string id, StepStatus status, double seconds, string summary) => new(id, status, TimeSpan.FromSeconds(seconds), summary);
}
