using Hopguard.Containers.Ports;
using Hopguard.Lab;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Tests.Servers;

/// <summary>What an image is built on, asked from the image itself, and whether that matters to what a server holds.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class ImageBaseTests(PostgresFixture fixture)
{
    private static readonly ContainerOwner Owner = new("test", "test", "base");

    [Fact]
    public async Task Another_library_behind_a_tag_is_told_where_text_is_kept_in_its_order_and_only_there()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await using var moved = await OtherImage.MakeAsync(fixture.Lab, LabImage.Postgres10.Tag);
        await deployed.Server.SqlAsync("UPDATE pg_database SET datcollate = 'C'");
        var own = (await ImageBase.AskAsync(fixture.Engine, LabImage.Postgres10.Tag, Owner, default)).Library;
        own.Should().MatchRegex(@"^glibc 2\.\d+$");

        (await AskAsync(moved.Tag)).Should().BeNull("in the order of bytes every library agrees");

        await deployed.Server.SqlAsync("CREATE DATABASE elsewhere; UPDATE pg_database SET datcollate = 'de_DE.utf8', datallowconn = false WHERE datname = 'elsewhere'", "postgres");
        (await AskAsync(moved.Tag)).Should().Be(new ChangedBase(own, "glibc 2.99"));
        (await AskAsync(LabImage.Postgres10.Tag)).Should().BeNull();
        (await AskAsync(LabImage.Postgres15.Tag)).Should().Be(new ChangedBase("PostgreSQL 10", "PostgreSQL 15"));

        Task<ChangedBase?> AskAsync(string image) => new PostgreSqlProbe(fixture.Engine, TimeProvider.System).FindChangedBaseAsync(deployed.Server.Container, image, Owner, default);
    }

    // The same image, but for what it says of its C library: a build upon another release of the distribution.
    private sealed class OtherImage(LabEngine lab, string tag) : IAsyncDisposable
    {
        public string Tag => tag;

        public static async Task<OtherImage> MakeAsync(LabEngine lab, string image)
        {
            var name = $"hopguard-test-{Guid.NewGuid():N}";
            await lab.DockerAsync("run", "--name", name, "--user", "0:0", "--entrypoint", "sh", image, "-c", "printf '#!/bin/sh\\necho glibc 2.99\\n' > /usr/local/bin/getconf && chmod 755 /usr/local/bin/getconf");
            await lab.DockerAsync("commit", name, $"{name}:10");
            await lab.DockerAsync("rm", "--volumes", name);
            return new OtherImage(lab, $"{name}:10");
        }

        public async ValueTask DisposeAsync() => await lab.DockerAsync("rmi", "--force", Tag);
    }
}
