using Hopguard.Plans.Model;

namespace Hopguard.Plans.Tests.Model;

public sealed class ComposeImageTests
{
    [Theory]
    [InlineData("postgres", "postgres", "latest", null, "debian")]
    [InlineData("postgres:15-alpine", "postgres", "15-alpine", 15, "alpine")]
    [InlineData("docker.io/library/postgres:15.4-alpine3.18", "postgres", "15.4-alpine3.18", 15, "alpine")]
    [InlineData("postgres:15-bookworm", "postgres", "15-bookworm", 15, "bookworm")]
    [InlineData("localhost:5000/team/postgres", "localhost:5000/team/postgres", "latest", null, "debian")]
    [InlineData("traefik:v2.9", "traefik", "v2.9", 2, "debian")]
    [InlineData("postgres:alpine", "postgres", "alpine", null, "alpine")]
    public void A_name_is_taken_apart(string text, string repository, string tag, int? major, string system)
    {
        var image = ComposeImage.Parse(text);

        (image.Repository, image.Tag, image.Major, image.Base).Should().Be((repository, tag, major, system));
    }

    [Theory]
    [InlineData("postgres:15.4", 15)]
    [InlineData("postgis/postgis:16-3.4", 16)]
    [InlineData("pgvector/pgvector:pg17", 17)]
    [InlineData("pgvector/pgvector:0.8.0-pg16", 16)]
    [InlineData("tensorchord/pgvecto-rs:pg14-v0.2.0", 14)]
    [InlineData("timescale/timescaledb:2.14.2-pg15", 15)]
    [InlineData("timescale/timescaledb-ha:pg16.2-ts2.14", 16)]
    [InlineData("ghcr.io/immich-app/postgres:14-vectorchord0.4.3-pgvectors0.2.0", 14)]
    [InlineData("appwrite/postgres:0.1.0", null)]
    [InlineData("postgres:latest", null)]
    [InlineData("redis:7.2", null)]
    [InlineData("x:pgbouncer-pg", null)]
    public void The_major_of_PostgreSQL_is_told_by_images_with_extensions_too(string image, int? major) => ComposeImage.Parse(image).PostgreSqlMajor.Should().Be(major);

    [Fact]
    public void A_digest_pins() => ComposeImage.Parse("postgres:15@sha256:00").Should().Match<ComposeImage>(image => image.IsPinned && image.Tag == "15");

    [Theory]
    [InlineData("x:v2.4", "x:v2.9", true)]
    [InlineData("x:v2.9", "x:v2.10", true)]
    [InlineData("x:2.9", "x:2.9.1", false)]
    [InlineData("x:3", "x:2.9", false)]
    [InlineData("x:latest", "x:2", false)]
    public void Versions_are_compared_as_numbers(string one, string other, bool isOlder) => ComposeImage.Parse(one).IsOlderThan(ComposeImage.Parse(other)).Should().Be(isOlder);

    [Theory]
    [InlineData("postgres:15-alpine", "postgres:15", true)]
    [InlineData("postgres:15-bullseye", "postgres:15-bookworm", true)]
    [InlineData("postgres:15", "postgres:15-bookworm", false)]
    [InlineData("postgres:15-alpine3.17", "postgres:15-alpine3.18", false)]
    public void Another_system_sorts_differently(string one, string other, bool differs) =>
        ComposeImage.Parse(one).SortsDifferently(ComposeImage.Parse(other)).Should().Be(differs);
}
