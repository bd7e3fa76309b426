using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Actions;

/// <summary>What the guides give people to paste is what the clients and our own workflows take.</summary>
public sealed class GuideTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard").FullName;

    [Fact]
    public async Task Nothing_is_found_in_workflows_to_paste()
    {
        var pasted = Paste(text => text);

        pasted.Should().HaveCountGreaterThan(8);
        (await ClientFindings.OfAsync(_folder, pasted)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("deployment: /srv/cvat", "deploiment: /srv/cvat")]
    [InlineData("code-scanning: true", "code-scaning: true")]
    [InlineData("workflows/upgrade.yml@v1", "workflows/upgraded.yml@v1")]
    [InlineData("inventory: fleet.yaml", "inventary: fleet.yaml")]
    public async Task A_mistake_is_found(string right, string wrong) =>
        (await ClientFindings.OfAsync(_folder, Paste(text => text.Replace(right, wrong, StringComparison.Ordinal)))).Should().NotBeEmpty();

    [Fact]
    public void Both_languages_give_the_same_to_paste() => GuideSnippets.GitHub("docs/ci.ja.md").Should().Equal(GuideSnippets.GitHub("docs/ci.md"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private List<string> Paste(Func<string, string> change)
    {
        foreach (var file in ClientTests.Files)
            Write(file, File.ReadAllText(Path.Combine(Program.Root, file)));

        return [.. new[] { "README.md", "docs/ci.md", "docs/ci.ja.md" }.SelectMany(GuideSnippets.GitHub).Select((text, index) => Write($"pasted-{index}.yml", change(text)))];
    }

    private string Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, file))!);
        File.WriteAllText(Path.Combine(_folder, file), text);
        return file;
    }
}
