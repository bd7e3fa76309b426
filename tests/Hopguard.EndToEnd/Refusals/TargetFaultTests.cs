namespace Hopguard.EndToEnd.Refusals;

/// <summary>Targets that must not be switched to, each found while the running version is untouched.</summary>
public sealed class TargetFaultTests(CvatFixture lab) : CvatTest(lab)
{
    private const string Verified = "Version 2.2.0 was not stopped and runs, verified";

    [Fact]
    public async Task A_setting_that_an_overlay_needs_is_named()
    {
        var settings = Path.Combine(Lab.Cvat.Source, ".env");
        var before = await File.ReadAllLinesAsync(settings);
        await File.WriteAllLinesAsync(settings, before.Where(line => !line.StartsWith("ACME_EMAIL", StringComparison.Ordinal)));

        var result = await Lab.Upgrade().Where("ACME_EMAIL", null).RunAsync();

        await File.WriteAllLinesAsync(settings, before);
        result.ShouldFailWith("Setting 'ACME_EMAIL' that 'docker-compose.yml', 'docker-compose.https.yml', 'docker-compose.override.yml' needs is missing: Please set the ACME_EMAIL env variable", "Add 'ACME_EMAIL=…'", Verified);
        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_target_is_told_at_once()
    {
        var archive = Release.Edited(
            Lab.Cvat.Folder,
            ("version: '3.3'\n", "version: '3.3'\nname: other\n"),
            ("  cvat_db:\n  cvat_data:", "  cvat_db:\n    name: cvat_database\n  cvat_data:"),
            ("cvat_data:", "cvat_media:"),
            ("      - cvat_keys:/home/django/keys\n", "      - cvat_keys:/home/django/keys\n      - ./cvat/apps/iam/policies:/rules\n"),
            ("  cvat_worker_webhooks:\n", "  cvat_worker_hooks:\n"),
            ("postgres:15-alpine", "postgres:10-alpine"));

        var kept = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Lab.Cvat.Source)!, "cvat_220"));
        try
        {
            await RefusedAsync(
                archive,
                $"folder '{kept.FullName}' exists already, so the old source tree cannot be kept there",
                "'docker-compose.yml' of the target names project 'other', but the deployment is project 'cvat'",
                "store 'database' is on volume 'cvat_cvat_db', but the target's compose files would use 'cvat_database'",
                "the target's compose files have no volume 'cvat_data', which holds store 'media'",
                "cvat/apps/iam/policies', which does not exist",
                "service 'cvat_worker_webhooks' of release 2.3.0 is in none of the target's compose files",
                "service 'cvat_db' of the target would run image 'postgres:10-alpine' instead of PostgreSQL 15");
        }
        finally
        {
            kept.Delete();
        }
    }

    [Fact]
    public async Task A_version_left_in_the_settings_is_refused()
    {
        var settings = Path.Combine(Lab.Cvat.Source, ".env");
        var before = await File.ReadAllTextAsync(settings);
        await File.WriteAllTextAsync(settings, before + "CVAT_VERSION=v2.2.0\n");

        await RefusedAsync(Lab.Cvat.Archive.Path, "service 'cvat_server' of the target would run image 'cvat/server:v2.2.0' instead of one of version 2.3.0", "'.env'");
        await File.WriteAllTextAsync(settings, before);
    }

    private async Task RefusedAsync(string archive, params string[] texts)
    {
        var result = await Lab.Upgrade().From(archive).RunAsync();

        result.ShouldFailWith([.. texts, Verified]);
        await Lab.ShouldBeUntouchedAsync();
    }
}
