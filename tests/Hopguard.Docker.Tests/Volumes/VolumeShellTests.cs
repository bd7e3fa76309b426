using Hopguard.Docker.Volumes;

namespace Hopguard.Docker.Tests.Volumes;

[Collection(nameof(DockerLabCollection))]
public sealed class VolumeShellTests(DockerLab lab)
{
    private const int Looks = 10;
    private readonly VolumeShell _shell = new(lab.Engine);

    // As PostgreSQL's statistics do: a file is written under another name and renamed, all the time.
    [Theory]
    [InlineData(DockerLab.Gnu)]
    [InlineData(DockerLab.Busybox)]
    public async Task Files_that_vanish_while_a_volume_is_measured_are_no_error(string image)
    {
        await using var volume = await lab.VolumeAsync();
        await lab.ShellAsync(volume.Name, "dd if=/dev/zero of=data bs=1024 count=3000 2> /dev/null");
        await lab.Lab.DockerAsync(
            "run", "--detach", "--name", volume.Name, "--volume", $"{volume.Name}:/v:nocopy", "--workdir", "/v", "--user", "0:0", "--entrypoint", "sh", DockerLab.Gnu, "-c",
            "trap exit TERM; while :; do for name in 1 2 3 4 5 6 7 8 9; do mkdir -p $name; for file in $name/a $name/b $name/c $name/d $name/e; do : > $file; done; done; rm -rf [1-9]; done");
        try
        {
            for (var look = 0; look < Looks; look++)
                (await _shell.MeasureAsync(volume.Name, DockerLab.Helper(image), CancellationToken.None)).Should().BeInRange(3_000 * 1024, 4_000 * 1024);
        }
        finally
        {
            await lab.Lab.DockerAsync("rm", "--force", volume.Name);
        }
    }

    // Busybox names an entry by its whole path, and a path has an end.
    [Fact]
    public async Task What_cannot_be_measured_is_told()
    {
        await using var volume = await lab.VolumeAsync();
        await lab.ShellAsync(volume.Name, $"for depth in $(seq 40); do mkdir {new string('x', 120)}; cd -P {new string('x', 120)}; done");

        (await _shell.Invoking(it => it.MeasureAsync(volume.Name, DockerLab.Helper(), CancellationToken.None)).Should().ThrowAsync<Engine.HopguardException>())
            .WithMessage($"Volume '{volume.Name}' cannot be examined with image '{DockerLab.Busybox}': du: *File name too long");
    }
}
