using System.IO.Compression;
using Hopguard.DevTasks.GenerateDocs;
using Hopguard.Engine;

namespace Hopguard.Tasks.Tests.Azure;

/// <summary>The extension as the packer of the marketplace makes it.</summary>
public sealed class ExtensionTests(AzureAgent agent) : IClassFixture<AzureAgent>
{
    private static readonly string[] Parts =
    [
        "task.json", "index.js", "icon.png", "hopguard.tar.gz", "ThirdPartyNotices.txt", "Strings/resources.resjson/en-US/resources.resjson", "Strings/resources.resjson/ja-JP/resources.resjson",
    ];

    private string Into => Path.Combine(agent.Sources, "packed");

    [Fact]
    public async Task It_is_packed_without_a_warning_and_holds_every_task_whole()
    {
        var package = await agent.Extension.PackAsync("somebody", Into, CancellationToken.None);

        Path.GetFileName(package).Should().MatchRegex(@"^somebody\.hopguard-\d+\.\d+\.\d+\.vsix$");
        await using var archive = await ZipFile.OpenReadAsync(package);
        var files = archive.Entries.Select(entry => Uri.UnescapeDataString(entry.FullName)).ToList();
        files.Should().Contain(["extension.vsixmanifest", "extension.vsomanifest", "overview.md", "LICENSE", "icon.png"]);
        foreach (var target in ActionFiles.Targets)
            files.Should().Contain(Parts.Select(part => $"{target.Name}/{part}"));
        new FileInfo(package).Length.Should().BeLessThan(30 << 20);
    }

    [Fact]
    public async Task A_warning_fails_it()
    {
        var file = Path.Combine(agent.Folder, "FixPlan/task.json");
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("\"instanceNameFormat\"", "\"instanceName\"", StringComparison.Ordinal));

        await agent.Invoking(one => one.Extension.PackAsync("somebody", Into, CancellationToken.None)).Should().ThrowAsync<HopguardException>().WithMessage("*warning:*instanceNameFormat*");

        await File.WriteAllTextAsync(file, text);
    }
}
