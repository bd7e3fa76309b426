namespace Hopguard.Lab.Tests;

[Collection(nameof(LabCollection))]
public sealed class OwnershipTests(LabFixture lab)
{
    [Theory]
    [InlineData("volume", "cvat_cvat_db")]
    [InlineData("container", "cvat_server")]
    public async Task Somebody_elses_cvat_is_neither_used_nor_removed(string kind, string name)
    {
        await (kind == "volume" ? lab.Engine.DockerAsync("volume", "create", name) : lab.Engine.DockerAsync("create", "--name", name, "hopguard-lab/base"));
        try
        {
            var folder = CvatFixture.NewFolder();
            var create = () => LabDeployment.CreateAsync(lab.Engine, folder);

            (await create.Should().ThrowAsync<LabException>()).WithMessage($"'{name}' exists on the engine and is not the lab's*");
            (await lab.Engine.DockerAsync(kind, "inspect", "--format", "{{.Name}}", name)).Should().EndWith(name);
            Directory.Exists(folder).Should().BeFalse();
        }
        finally
        {
            await lab.Engine.DockerAsync(kind, "rm", name);
        }
    }

    [Fact]
    public async Task Folder_with_something_in_it_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-owned-").FullName;
        var file = Path.Combine(folder, "thesis.txt");
        await File.WriteAllTextAsync(file, "years of work");

        var create = () => LabDeployment.CreateAsync(lab.Engine, folder);

        (await create.Should().ThrowAsync<LabException>()).WithMessage($"the folder '{folder}' was not made by the lab*");
        File.Exists(file).Should().BeTrue();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_is_taken_down_where_the_lab_put_nothing_up()
    {
        var down = () => StandingLab.DownAsync(_ => { });

        (await down.Should().ThrowAsync<LabException>()).WithMessage("the lab made no deployment on this engine*");
    }

    [LongFact("a run of all tests, which fails when anything is left behind")]
    public async Task Disposed_deployment_leaves_neither_objects_nor_folder()
    {
        var said = new List<string>();
        var cvat = await LabDeployment.CreateAsync(lab.Engine, CvatFixture.NewFolder(), say: said.Add);
        await lab.Engine.DockerAsync("volume", "create", "--label", "hopguard.project=cvat", "retired-by-an-upgrade");

        await cvat.DisposeAsync();

        var objects = await lab.Engine.DockerAsync("ps", "--all", "--format", "{{.Names}}") + await lab.Engine.DockerAsync("volume", "ls", "--quiet") + await lab.Engine.DockerAsync("network", "ls", "--format", "{{.Name}}");
        objects.Should().NotContain("cvat_cvat").And.NotContain("cvat_server").And.NotContain("retired-by-an-upgrade").And.NotContain("hopguard-lab-claim");
        Directory.Exists(cvat.Folder).Should().BeFalse();

        // An error of a test that is on its way must not be hidden by one of the removal.
        await cvat.DisposeAsync();
        said[^1].Should().Be("the lab's deployment was not removed: the lab made no deployment on this engine, so it removes none");
    }

    [LongFact("a deployment of somebody else's is left alone, above")]
    public async Task Standing_deployment_is_left_alone_by_tests_and_removed_by_hand()
    {
        var folder = CvatFixture.NewFolder();
        var said = new List<string>();
        await StandingLab.UpAsync(folder, LabSize.Small, said.Add);

        var folderOfTest = CvatFixture.NewFolder();
        var test = () => LabDeployment.CreateAsync(lab.Engine, folderOfTest);
        (await test.Should().ThrowAsync<LabException>()).WithMessage($"a lab deployment is kept running in '{folder}'*");
        var again = () => StandingLab.UpAsync(folder, LabSize.Small, _ => { });
        (await again.Should().ThrowAsync<LabException>()).WithMessage($"a lab deployment is kept running in '{folder}'*--target=LabDown*");
        File.Exists(Path.Combine(folder, "cvat", "docker-compose.yml")).Should().BeTrue("its containers run from there");
        await StandingLab.DownAsync(said.Add);

        said.Should().ContainMatch("CVAT 2.2.0 answers on port *").And.ContainMatch($"export DOCKER_HOST={lab.Engine.Host}");
        Directory.Exists(folder).Should().BeFalse();
        Directory.Exists(folderOfTest).Should().BeFalse();
    }
}
