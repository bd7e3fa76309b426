using Hopguard.Engine.Evidence;

namespace Hopguard.Engine.Tests.Runs;

public sealed class RunFolderTests
{
    [Fact]
    public void An_unfinished_copy_has_a_name_that_no_copy_can_have()
    {
        var folder = new RunFolder("/runs/one");

        Path.GetFileName(folder.PartialCopy("x")).Should().StartWith(".").And.NotBe(Path.GetFileName(folder.Copy("x.partial")));
    }
}
