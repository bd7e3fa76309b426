using System.Reflection;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Docker.Targets;
using Hopguard.Lab;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>What the facts of the shipped plan make of CVAT's own compose files where no git checkout shows what was edited in them.</summary>
[Collection(nameof(DockerLabCollection))]
public sealed class CvatEditsTests(DockerLab lab)
{
    private static readonly string Root = typeof(CvatEditsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "RepositoryRoot").Value!;

    private static readonly string[] Files = ["docker-compose.yml", "docker-compose.https.yml"];

    [Fact]
    public async Task Nothing_of_an_unedited_CVAT_is_taken_for_an_edit_and_nothing_is_told() =>
        (await EditsAsync("", "")).Should().Match<(IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)>(found => found.Problems.Count == 0 && found.Warnings.Count == 0);

    [Theory]
    [InlineData("- cvat_logs:/home/django/logs", "- cvat_logs:/home/django/logs\n      - ./uploads:/home/django/uploads", "service 'cvat_server' mounts '*/uploads' at '/home/django/uploads', *")]
    [InlineData("ALLOWED_HOSTS: '*'", "ALLOWED_HOSTS: '*'\n      SMTP_HOST: mail", "service 'cvat_server' sets variable 'SMTP_HOST', *")]
    [InlineData("${CVAT_PORT:-8080}:8080", "8888:8080", "service 'traefik' publishes port '8888:8080/tcp', *")]
    public async Task An_edit_of_the_operators_is_refused(string from, string to, string what) => (await EditsAsync(from, to)).Problems[0].Should().Match(what);

    // The lab's stand-ins and the plans come from the same table by different ways.
    [Theory]
    [InlineData("1.7.0")]
    [InlineData("2.2.0")]
    [InlineData("2.3.0")]
    [InlineData("2.4.0")]
    [InlineData("2.10.0")]
    [InlineData("2.24.0")]
    [InlineData("2.26.1")]
    [InlineData("2.40.1")]
    [InlineData("2.48.1")]
    public void A_stand_in_of_a_release_has_the_services_and_images_that_the_plans_say(string version)
    {
        var tree = Path.Combine(Directory.CreateTempSubdirectory("hopguard-stand-in-").FullName, "cvat");
        SourceTree.Lay(version, tree);
        var (text, release) = (File.ReadAllText(Path.Combine(tree, Files[0])), Known().FindRelease(version)!);
        var services = ComposeReader.Read("", text).Value!.Services;
        services.Keys.Should().BeEquivalentTo(release.Services);
        services.ToDictionary(service => service.Key, service => service.Value.Image?.Text.Replace("${CVAT_VERSION:-", "", StringComparison.Ordinal).TrimEnd('}')).Should().BeEquivalentTo(release.Services.ToDictionary(name => name, release.ImageOf));
        text.Contains("\nname: cvat\n", StringComparison.Ordinal).Should().Be(release.Project is not null);
        Directory.Delete(Path.GetDirectoryName(tree)!, recursive: true);
    }

    private async Task<(IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)> EditsAsync(string from, string to)
    {
        await using var shop = Shop.Lay(lab, Files);
        shop.Known = Cvat();
        foreach (var file in Files)
            shop.Write(file, Text("2.2.0", file));

        // The server's mounts come first in the file; those of the other services stay.
        var text = Text("2.2.0", Files[0]);
        if (from.Length > 0 && text.IndexOf(from, StringComparison.Ordinal) is var at and >= 0)
            shop.Write(Files[0], text[..at] + to + text[(at + from.Length)..]);
        shop.Write(".env", "ACME_EMAIL=operator@example.org\nCVAT_HOST=cvat.example.org");
        shop.Fetch([.. Files.Select(file => (file, Text("2.3.0", file)))]);

        var context = shop.Context(shop.Snapshot(), new SwitchSource { Id = "switch", To = Name.Of("new"), KeepAs = Name.Of("old") }, new FetchSource { Id = "fetch", Archive = Name.Of("x"), As = Name.Of("new") });
        var rendering = await TargetRendering.RenderAsync(shop.Compose, context, CancellationToken.None);
        var target = new RenderedTarget(rendering.Configuration, await shop.Compose.ConfigAsync(context.Before.Compose(), CancellationToken.None), TargetFiles.Of(context), rendering.Carried);
        return await new ReleaseEdits(shop.Compose).FindAsync(target, context, CancellationToken.None);
    }

    private static Application Known()
    {
        var folder = Path.Combine(Root, "plans/cvat");
        var files = Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Select(file => new PlanFile(Path.GetRelativePath(Root, file), File.ReadAllText(file)));
        return PlanSet.Read(files).Applications.Single();
    }

    // The shop's runs go from its own version 1.0.0 to 2.0.0.
    private static Application Cvat()
    {
        var cvat = Known();
        return cvat with { Releases = [cvat.FindRelease("2.2.0")! with { Version = ReleaseVersion.Parse("1.0.0") }, cvat.FindRelease("2.3.0")! with { Version = ReleaseVersion.Parse("2.0.0") }] };
    }

    private static string Text(string version, string file) => File.ReadAllText(Path.Combine(SourceTree.Of(version), file));
}
