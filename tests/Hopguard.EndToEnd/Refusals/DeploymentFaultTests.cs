namespace Hopguard.EndToEnd.Refusals;

public sealed class DeploymentFaultTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task A_folder_from_which_nothing_runs_is_refused_and_the_others_are_named()
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-elsewhere-");

        var result = await Lab.Upgrade().With("deployment", folder.FullName).RunAsync();

        Directory.Exists(folder.FullName + ".hopguard").Should().BeFalse();
        folder.Delete();
        result.ShouldFailWith($"No compose project runs from '{folder.FullName}'; projects run from ", Lab.Cvat.Source, "name its folder with --deployment");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_refused_and_none_is_made()
    {
        var folder = Path.Combine(Lab.Cvat.Folder, "cavt");

        var result = await Lab.Upgrade().With("deployment", folder).RunAsync();

        result.ShouldFailWith($"Deployment folder '{folder}', from '--deployment', does not exist", "Name the folder that holds the compose files");
        Directory.GetFileSystemEntries(Lab.Cvat.Folder, "cavt*").Should().BeEmpty();
        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task A_project_of_another_name_is_refused()
    {
        var result = await Lab.Upgrade().With("project", "cavt").RunAsync();

        result.ShouldFailWith("Project 'cavt' has no containers on this engine", "docker compose ls --all");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task A_database_outside_of_the_project_is_told_by_every_target_and_nothing_is_done()
    {
        // One of several workers, started from an overlay that names another server. The database of the project runs all the same.
        await Lab.Cvat.Engine.DockerAsync(
            "run", "--detach", "--name", "cvat_utils_outside", "--label", "com.docker.compose.project=cvat", "--label", "com.docker.compose.service=cvat_utils", "--label", $"com.docker.compose.project.working_dir={Lab.Cvat.Source}",
            "--env", "CVAT_POSTGRES_HOST=db.example.org", "--env", "CVAT_POSTGRES_USER=keeper", "--entrypoint", "sleep", "cvat/server:v2.2.0", "600");
        try
        {
            foreach (var (call, exitCode) in new[] { (Lab.Upgrade(), 1), (Lab.Target("BackupCvat"), 1), (Lab.Target("StatusCvat"), 4) })
            {
                (await call.RunAsync()).ShouldEndWith(
                    exitCode,
                    "Store 'database' lies in an external database: service 'cvat_utils' connects to 'db.example.org:5432' (CVAT_POSTGRES_HOST), which is not the server of service 'cvat_db'",
                    "pg_dump --host=db.example.org --port=5432 --username=keeper --format=custom --file=cvat.dump cvat", "upgrade by the vendor's guide");
            }
        }
        finally
        {
            await Lab.Cvat.Engine.DockerAsync("rm", "--force", "cvat_utils_outside");
        }

        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task A_rollback_where_nothing_ran_says_so()
    {
        var state = Path.Combine(Lab.Cvat.Folder, "no runs");

        var result = await Lab.Target("RollbackCvat").With("state", state).RunAsync();

        result.ShouldFailWith($"There is no run in '{state}'");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task An_application_that_does_not_answer_is_not_upgraded()
    {
        await Lab.Cvat.Engine.DockerAsync("pause", "cvat_server");

        var result = await Lab.Upgrade().RunAsync();

        await Lab.Cvat.Engine.DockerAsync("unpause", "cvat_server");
        result.ShouldFailWith("The installed version of project 'cvat' is not known: service 'cvat_server' is paused");
        await Lab.ShouldBeUntouchedAsync();
    }
}
