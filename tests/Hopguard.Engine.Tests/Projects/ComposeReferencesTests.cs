using Hopguard.Containers.Projects;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Projects;

public sealed class ComposeReferencesTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.InMemory();

    [Fact]
    public void Paths_start_from_the_file_that_is_included_or_extended()
    {
        _folder.Write("c.yaml", "include: [sub/m.yaml]\nservices: { x: { env_file: x.env, extends: { file: other/e.yaml, service: e } }, y: { extends: x } }");
        _folder.Write("sub/m.yaml", "include: [n.yaml]\nservices: { m: { env_file: [m.env, ../top.env] } }");
        _folder.Write("sub/n.yaml", "services: { n: { label_file: n.labels } }");
        _folder.Write("other/e.yaml", "services: { e: { env_file: { path: e.env } } }");

        Found("c.yaml").Should().BeEquivalentTo("sub/m.yaml", "x.env", "other/e.yaml", "sub/n.yaml", "sub/m.env", "top.env", "sub/n.labels", "other/e.env");
    }

    [Fact]
    public void A_project_directory_moves_where_they_start()
    {
        _folder.Write("c.yaml", "include: [{ path: [sub/m.yaml], project_directory: ., env_file: i.env }]");
        _folder.Write("sub/m.yaml", "services: { m: { env_file: m.env } }");

        Found("c.yaml").Should().BeEquivalentTo("sub/m.yaml", "i.env", "m.env");
    }

    [Fact]
    public void Every_document_counts()
    {
        _folder.Write("c.yaml", "\ufeffservices: { x: { env_file: x.env } }\n---\nservices: { x: { env_file: y.env } }");

        Found("c.yaml").Should().BeEquivalentTo("x.env", "y.env");
    }

    [Fact]
    public void Circles_end_and_paths_with_variables_are_left_out()
    {
        _folder.Write("c.yaml", "include: [sub/m.yaml, '${MORE}.yaml']");
        _folder.Write("sub/m.yaml", "include: [../c.yaml, m.yaml]");

        Found("c.yaml").Should().BeEquivalentTo("sub/m.yaml", "c.yaml");
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<string> Found(params string[] files) => ComposeReferences.Of(_folder.Path, files);
}
