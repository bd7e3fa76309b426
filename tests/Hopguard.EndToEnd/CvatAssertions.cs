
namespace Hopguard.EndToEnd;

/// <summary>The states in which a user wants to find the deployment.</summary>
internal static class CvatAssertions
{
    // What the migrations of 2.3.0 note down about themselves, and the permissions that Django makes for new tables.
    private static readonly string[] ChangedByMigrations = ["django_migrations", "django_content_type", "auth_permission"];

    /// <summary>Nothing was stopped, restarted or changed: the very same processes run.</summary>
    public static async Task ShouldBeUntouchedAsync(this CvatFixture lab)
    {
        (await lab.Before.RenewedAsync(lab.Cvat)).Containers.Should().Equal(lab.Before.Containers);
        lab.LeaveIn(LabState.Filled);
    }

    /// <summary>2.2.0 runs again from the same images, holds all that it held and all that was written since, and no tool or trial is left.</summary>
    public static async Task ShouldRunAsBeforeAsync(this CvatFixture lab)
    {
        (await lab.Cvat.AwaitAsync()).Should().Be("2.2.0");
        await lab.ShouldHaveWhatIsTheOperatorsAsync();
        var now = await Holdings.OfAsync(lab.Cvat);
        now.Census.Should().Equal(lab.Before.Census);
        var wereFilesRestored = await WereFilesRestoredAsync(lab);
        if (wereFilesRestored)
            now.FilesToTheSecond.Should().Equal(lab.Before.FilesToTheSecond);
        else
            now.Files.Should().Equal(lab.Before.Files);

        now.Commits.Should().StartWith(lab.Before.Commits, "no row that was written may be lost");
        now.Services.Should().Equal(lab.Before.Services);
        now.SystemIdentifier.Should().Be(lab.Before.SystemIdentifier, "the old cluster itself is back, not a copy of it");
        (await lab.MadeAsync("container")).Should().BeEmpty();
        lab.LeaveIn(wereFilesRestored ? LabState.Unknown : LabState.Filled);
    }

    /// <summary>2.3.0 runs on PostgreSQL 15 and holds all that 2.2.0 held, the old cluster is kept aside, and no tool or trial is left.</summary>
    public static async Task ShouldBeUpgradedAsync(this CvatFixture lab)
    {
        (await lab.Cvat.AwaitAsync()).Should().Be("2.3.0");
        await lab.ShouldHaveWhatIsTheOperatorsAsync();
        (await lab.Cvat.SqlAsync("SHOW server_version")).Should().StartWith("15.");
        var now = await Holdings.OfAsync(lab.Cvat);
        now.Census.Where(entry => lab.Before.Census.ContainsKey(entry.Key)).Where(IsKept).Should().Equal(lab.Before.Census.Where(IsKept));
        now.Census.Keys.Except(lab.Before.Census.Keys, StringComparer.Ordinal).Should().OnlyContain(key => key.Contains("webhook") || key.Contains("engine_shape_job_frame"));
        now.Files.Should().Equal(lab.Before.Files);
        now.Commits.Should().StartWith(lab.Before.Commits, "no row that was written may be lost");
        now.SystemIdentifier.Should().NotBe(lab.Before.SystemIdentifier);
        (await lab.MadeAsync("container")).Should().BeEmpty();
        (await lab.MadeAsync("volume")).Where(name => !name.Contains("-abandoned-", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().StartWith("cvat_cvat_db-retired-");
        lab.LeaveIn(LabState.Unknown);
    }

    // Settings, an overlay, an override and a folder of the operator's own, whichever version runs.
    private static async Task ShouldHaveWhatIsTheOperatorsAsync(this CvatFixture lab)
    {
        (await lab.Cvat.SharedAsync()).Should().Contain("scan-1.txt:what the operator shares with CVAT");
        (await lab.Cvat.Engine.DockerAsync("inspect", "--format", "{{.Config.Env}} {{.Config.Labels}}", "cvat_server")).Should().Contain("UPLOAD_LIMIT=8g").And.Contain("Host(`cvat.lab.test`)").And.Contain("tls.certresolver:lets-encrypt");
    }

    /// <summary>
    /// Names of the containers or volumes that Hopguard has made for the deployment, bear <paramref name="label"/> and are still there. Other tests use the engine for
    /// theirs at the same time.
    /// </summary>
    public static async Task<IReadOnlyList<string>> MadeAsync(this CvatFixture lab, string kind, string label = "hopguard.run") =>
        (await lab.Cvat.Engine.DockerAsync(kind, "ls", kind == "container" ? "--all" : "--quiet", "--filter", $"label={label}", "--filter", "label=hopguard.project=cvat", "--format", kind == "container" ? "{{.Names}}" : "{{.Name}}"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // What the newer version left in a volume is kept beside it: where that is, the volume came back from its archive.
    private static async Task<bool> WereFilesRestoredAsync(CvatFixture lab) =>
        (await lab.MadeAsync("volume")).Any(name => Holdings.Volumes.Any(volume => name.StartsWith($"cvat_{volume}-abandoned-", StringComparison.Ordinal)));

    private static bool IsKept(KeyValuePair<string, string> entry) =>
        !ChangedByMigrations.Any(table => entry.Key.StartsWith($"cvat table public.{table}", StringComparison.Ordinal) || entry.Key.StartsWith($"cvat sequence public.{table}", StringComparison.Ordinal));
}
