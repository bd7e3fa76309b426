using System.IO.Compression;
using System.Text.RegularExpressions;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Runs;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Packages;

/// <summary>The packages, in an empty project of somebody else and as a .NET tool.</summary>
public sealed partial class PackageTests(LocalFeed feed) : IClassFixture<LocalFeed>
{
    private const string English = "docs/packages.md", Japanese = "docs/packages.ja.md";

    // No engine has to answer for it.
    private static readonly string[] Route = ["--target=UpgradeCvat", "--from=2.2.0", "--to=2.3.0", "--tree"];

    private static string Version => typeof(HopguardContext).Assembly.GetName().Version!.ToString(3);

    [Fact]
    public void A_feed_is_complete_and_has_nothing_of_developers()
    {
        string[] ours = ["Containers", "Docker", "Engine", "Hosting", "Kubernetes", "Plans", "Postgres", "Reporting", "Tasks"];

        feed.Files.Select(Path.GetFileNameWithoutExtension).Should().BeEquivalentTo([.. ours.Select(name => $"Hopguard.{name}.{Version}"), $"hopguard.{Version}", "Cake.Frosting.7.0.0-hopguard"]);
        foreach (var file in feed.Files)
        {
            using var package = ZipFile.OpenRead(file);
            package.Entries.Select(entry => entry.Name).Should().Contain("README.md").And.NotContain(["Hopguard.DevTasks.dll", "Hopguard.Lab.dll", "Hopguard.Analyzers.dll"]);
        }
    }

    [Fact]
    public async Task An_empty_project_puts_its_own_task_between_two_steps_and_is_named_in_commands()
    {
        var folder = feed.NewFolder("consumer");
        Paste(folder);
        var built = await feed.DotNet(folder, "build", "build", "--nologo", "-v", "q", "-warnaserror", "-p:NuGetAudit=false");
        built.ExitCode.Should().Be(0, built.Output);

        var help = (await Own(folder, "--help")).Output;
        help.Should().MatchRegex("(?m)^Usage: dotnet run --project build -- --target=<name>").And.MatchRegex(@"(?m)^  SendCopyElsewhere\s+Sends").And.Contain("UpgradeCvat").And.NotContain("GenerateDocs");

        var tree = await Own(folder, Route);
        tree.ExitCode.Should().Be(0, tree.Errors);
        // What is below depends on nothing above it: a tree is read from its end.
        Names(tree.Output).Should().ContainInConsecutiveOrder("cvat-2.3.0/back-up-volumes", "SendCopyElsewhere", "cvat-2.3.0/verify-copy", "cvat-2.3.0/restore-database").And.OnlyHaveUniqueItems();

        var alone = await Own(folder, "--target=SendCopyElsewhere", "--exclusive");
        (alone.ExitCode, alone.Errors).Should().Be((0, string.Empty));
        alone.Output.Should().Contain("sent");

        var deployment = Interrupted(folder);
        (await Own(folder, "--target=StatusCvat", $"--deployment={deployment}")).Output.Should().Contain($" dotnet run --project build -- --target=UpgradeCvat --deployment={deployment}");
    }

    [Fact]
    public async Task A_tool_is_installed_and_names_itself()
    {
        var (folder, tools) = (feed.NewFolder("tool"), Path.Combine(feed.NewFolder("tools"), "bin"));
        var installed = await feed.DotNet(folder, "tool", "install", "hopguard", "--tool-path", tools, "--version", Version);
        installed.ExitCode.Should().Be(0, installed.Output + installed.Errors);
        var program = Path.Combine(tools, "hopguard");

        (await feed.Run(folder, program, "--version")).Output.Should().Be($"Hopguard {Version}, Cake 7.0.0\n");
        var route = await feed.Run(folder, program, "--target=ExplainRoute", "--from=2.2.0", "--to=2.3.0");
        (route.ExitCode, route.Errors).Should().Be((0, string.Empty));
        route.Output.Should().Contain("2.3.0", "the plans that it carries are asked where there are no others");
        var plans = await feed.Run(folder, program, "--target=ValidatePlans");
        plans.ExitCode.Should().Be(2);
        plans.Errors.Should().StartWith("Error: ").And.NotContain("Build.sln");
        (await feed.Run(folder, program, "--target=Test")).Errors.Should().StartWith("Error: Target 'Test' is unknown");

        string[] status = ["--target=StatusCvat", $"--deployment={Interrupted(folder)}"];
        (await feed.RunWith(tools, folder, program, status)).Output.Should().Contain(" hopguard --target=UpgradeCvat --deployment=");
        (await feed.Run(folder, program, status)).Output.Should().Contain($" {program} --target=UpgradeCvat", "a shell would not find its name alone");
    }

    [Fact]
    public void Both_languages_give_the_same_to_paste()
    {
        Blocks(Japanese).Should().Equal(Blocks(English)).And.HaveCountGreaterThan(3);
        Headings(Japanese).Should().Be(Headings(English));
    }

    private Task<Lab.LabCommand.Result> Own(string folder, params string[] arguments) => feed.DotNet(folder, ["run", "--project", "build", "--no-build", "--", .. arguments]);

    // What is to be typed next is known of it without an engine.
    private static string Interrupted(string folder)
    {
        var deployment = Directory.CreateDirectory(Path.Combine(folder, "cvat")).FullName;
        var before = new ContainerDetails { ComposeFiles = [], Services = [], Stores = new Dictionary<string, StoreSnapshot>(StringComparer.Ordinal) }
            .AddTo(new DeploymentSnapshot { Project = "cvat", Folder = deployment, EngineId = "engine", Version = "2.2.0" });
        var (run, files) = RunLibrary.Of(new RunOptions { DeploymentFolder = deployment }).Create(TimeProvider.System);
        using var journal = Journal.Open(files.Journal, TimeProvider.System);
        journal.Append(new JournalEntry.RunStarted(run, "cvat-2.3.0", "hash", before, "owner"));
        return deployment;
    }

    // The files of the page, as they stand there.
    private static void Paste(string folder)
    {
        var files = Blocks(English).Select(block => FileName().Match(block)).Where(name => name.Success).ToList();
        files.Should().HaveCount(2);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Groups["path"].Value);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, Blocks(English).First(block => block.StartsWith(file.Value, StringComparison.Ordinal)));
        }
    }

    private static IEnumerable<string> Names(string tree) => tree.Split('\n').Select(line => line.TrimStart('│', '└', '├', '─', ' ', '|', '-').Trim()).Where(line => line.Length > 0 && !line.Contains(' ', StringComparison.Ordinal));

    private static IReadOnlyList<string> Blocks(string page) => [.. Fence().Matches(Read(page)).Select(block => block.Groups["text"].Value)];

    private static int Headings(string page) => Read(page).Split('\n').Count(line => line.StartsWith('#'));

    private static string Read(string page) => File.ReadAllText(Path.Combine(Program.Root, page));

    [GeneratedRegex("^```[a-z]+\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Fence();

    [GeneratedRegex("^(<!-- |// )(?<path>build/[A-Za-z.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex FileName();
}
