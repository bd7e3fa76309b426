using System.Text.RegularExpressions;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Docker.Targets;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>An edit of the release's own compose file is what compose reads otherwise, whatever lines the file has elsewhere.</summary>
[Collection(nameof(DockerLabCollection))]
public sealed class SameLinesTests(DockerLab lab)
{
    private const string Own = """
        x-note: ours
        services:
          server:
            image: hopguard-lab/busybox
            restart: always
            command: [serve, --processes, '1', --threads, '2']
            environment:
              NUMPROCS: 2
            volumes: [media:/media, logs:/logs]
          worker:
            image: hopguard-lab/busybox
            restart: unless-stopped
            environment:
              NUMPROCS: 1
        volumes: { media: , logs: }
        """;

    [Theory]
    [InlineData("NUMPROCS: 2", "NUMPROCS: 1", "lines 8", "services.server.environment.NUMPROCS")]
    [InlineData("'1', --threads, '2'", "'2', --threads, '1'", "lines 6", "services.server.command")]
    [InlineData("      NUMPROCS: 2\n", "      NUMPROCS: 2\n      NUMPROCS_LOW: 1\n", "lines 9", "services.server.environment.NUMPROCS_LOW")]
    [InlineData("    restart: unless-stopped\n", "", "lines 12", "services.worker.restart")]
    [InlineData("always|unless-stopped", "unless-stopped|always", "lines 5, 12", "services.server.restart, services.worker.restart")]
    public async Task An_edit_made_of_lines_that_the_file_has_elsewhere_is_seen(string from, string to, string lines, string lost)
    {
        var pairs = from.Split('|').Zip(to.Split('|')).ToDictionary(pair => pair.First, pair => pair.Second);
        // Both at once, or the second would take back what the first did.
        var edited = Regex.Replace(Own, from, found => pairs[found.Value]);

        (await ProblemsAsync(edited)).Single().Should().StartWith($"'compose.yml' ({lines}) of the installed release was edited, and the new release's own has not: {lost} (put");
    }

    [Theory]
    [InlineData("[media:/media, logs:/logs]", "[logs:/logs, media:/media]")]
    [InlineData("    image: hopguard-lab/busybox\n    restart: always\n", "    restart: always\n    image: hopguard-lab/busybox\n")]
    [InlineData("x-note: ours", "# a comment\n\nx-note: theirs")]
    [InlineData("NUMPROCS: 2", "NUMPROCS: '2' # as many as the release has")]
    public async Task What_compose_reads_the_same_is_no_edit(string from, string to) =>
        (await ProblemsAsync(Own.Replace(from, to))).Should().BeEmpty();

    private async Task<IReadOnlyList<string>> ProblemsAsync(string edited)
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        using var releases = new ReleaseFolder(("1.0.0", "compose.yml", Own));
        shop.Options = shop.Options with { Source = releases.Path };
        shop.Write("compose.yml", edited);
        shop.Fetch(("compose.yml", Own));
        var context = shop.Context(shop.Snapshot(), new SwitchSource { Id = "switch", To = Name.Of("new"), KeepAs = Name.Of("old") }, new FetchSource { Id = "fetch", Archive = Name.Of("x"), As = Name.Of("new") });
        var rendering = await TargetRendering.RenderAsync(shop.Compose, context, CancellationToken.None);
        var target = new RenderedTarget(rendering.Configuration, await shop.Compose.ConfigAsync(context.Before.Compose(), CancellationToken.None), TargetFiles.Of(context), rendering.Carried);
        return (await new ReleaseEdits(shop.Compose).FindAsync(target, context, CancellationToken.None)).Problems;
    }
}
