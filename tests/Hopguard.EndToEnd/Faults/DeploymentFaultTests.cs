namespace Hopguard.EndToEnd.Faults;

public sealed class DeploymentFaultTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task A_folder_from_which_nothing_runs_is_refused_and_the_others_are_named()
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-elsewhere-");

        var result = await Lab.Upgrade().With("deployment", folder.FullName).RunAsync();

        Directory.Delete(folder.FullName + ".hopguard", recursive: true);
        folder.Delete();
        result.ShouldFailWith($"No compose project runs from '{folder.FullName}'; projects run from {Lab.Cvat.Source}", "name its folder with --deployment");
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
        result.ShouldFailWith("Service 'cvat_server' of project 'cvat' does not answer on port 8080, so the installed version is not known");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task A_deployment_of_which_a_part_is_stopped_is_not_upgraded()
    {
        await Lab.Cvat.Engine.DockerAsync("stop", "--time", "1", "cvat_server");

        var result = await Lab.Upgrade().RunAsync();

        await Lab.Cvat.Engine.DockerAsync("start", "cvat_server");
        result.ShouldFailWith("Container 'cvat_server' of store 'keys' is stopped", "Start the whole deployment first");
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task A_version_that_no_plan_starts_from_is_told_and_left_alone()
    {
        await AnswerWithAsync("2.1.0", image: "cvat/server:older");

        var result = await Lab.Upgrade().RunAsync();
        await AnswerWithAsync("2.2.0", image: "cvat/server:v2.2.0");

        result.ShouldFailWith("Project 'cvat' runs version 2.1.0, and plan 'cvat-2.3.0' starts from 2.2.0", "nothing was changed");
        await Lab.ShouldRunAsBeforeAsync();
    }

    [Fact]
    public async Task An_image_whose_tag_lies_about_its_version_is_refused()
    {
        await Lab.Cvat.Engine.DockerAsync("exec", "cvat_server", "sed", "-i", "s/settings.VERSION/'2.1.0'/", "cvat/urls.py");
        await Lab.Cvat.Engine.DockerAsync("restart", "--time", "1", "cvat_server");
        await Lab.Cvat.AwaitAsync();

        var result = await Lab.Upgrade().RunAsync();
        await Lab.Cvat.ComposeAsync("up", "--detach", "--no-deps", "--force-recreate", "cvat_server");

        result.ShouldFailWith("Container 'cvat_server' answers with version 2.1.0, but its image is tagged 'cvat/server:v2.2.0'");
        await Lab.ShouldRunAsBeforeAsync();
    }

    // Both images hold the same application; only its answer differs.
    private async Task AnswerWithAsync(string version, string image)
    {
        var settings = Path.Combine(Lab.Cvat.Source, ".env");
        var lines = (await File.ReadAllLinesAsync(settings)).Where(line => !line.StartsWith("CVAT_VERSION", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(settings, version == "2.2.0" ? lines : lines.Append("CVAT_VERSION=" + image.Split(':')[1]));
        if (version != "2.2.0")
        {
            await Lab.Cvat.Engine.DockerAsync("exec", "cvat_server", "sed", "-i", $"s/settings.VERSION/'{version}'/", "cvat/urls.py");
            await Lab.Cvat.Engine.DockerAsync("commit", "cvat_server", image);
        }

        await Lab.Cvat.ComposeAsync("up", "--detach", "--no-deps", "cvat_server");
        await Lab.Cvat.AwaitAsync();
    }
}
