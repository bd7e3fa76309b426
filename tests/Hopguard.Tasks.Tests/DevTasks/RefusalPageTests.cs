using Hopguard.DevTasks.GenerateDocs;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.DevTasks;

public sealed class RefusalPageTests
{
    [Fact]
    public void The_pages_are_what_the_tables_say() => new DocumentTree(Program.Root).Drift().Should().BeEmpty();

    [Theory]
    [InlineData("$\"Stop what uses volume '{volume}': {users}\" <- $\"Volume '{volume}' is in use by {users}\"", "| Volume '…' is in use by … | Stop what uses volume '…': … |", "| ボリューム '…' を … が使用中です | ボリューム '…' を使用しているものを停止してください: … |")]
    [InlineData("\"Look \" + at.Name + \"'s log\" <- \"Nothing\" + (a == \"b\" ? \"c\" : $\"{d}\")", "| Nothing… | Look …'s log |", "| Nothing… | Look …'s log |")]
    [InlineData("\"x\" <- $\"{trouble}; its log ends with:\\n{log}\"", "| …; its log ends with: … | x |", "| …。ログの末尾: … | x |")]
    [InlineData("\"x\" <- string.Join(\"; \", problems)", null, null)]
    [InlineData("\"x\" <- $\"a {{b}} {c[$\"{d}\"]} \\\"e\\\"\"", "| a {b} … \"e\" | x |", "| a {b} … \"e\" | x |")]
    public void A_line_of_the_table_is_a_row(string line, string? english, string? japanese)
    {
        var pages = RefusalPages.Render(path => path.EndsWith("/refusals.txt", StringComparison.Ordinal) ? "# comment\n" + line + " <- FooTests.Test" : string.Empty);

        pages.Select(page => page.Text.Split("| --- | --- |\n")[1].Trim()).Should().Equal(english ?? string.Empty, japanese ?? string.Empty);
    }

    [Fact]
    public void A_refusal_without_a_remedy_of_its_own_has_its_way_out() =>
        RefusalPages.Render(path => path.EndsWith("bare-refusals.txt", StringComparison.Ordinal) ? "roll back <- \"A manifest holds an empty line\"" : string.Empty)[0].Text
            .Should().EndWith("| A manifest holds an empty line | Roll back: that does without what is missing |\n");
}
