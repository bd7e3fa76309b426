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
