using Hopguard.Plans.Reading;
using Hopguard.Tasks.Runs;

namespace Hopguard.Tasks.Tests.Runs;

public sealed class BuiltInPlansTests
{
    [Fact]
    public void The_program_carries_whatever_may_be_a_plan() => BuiltInPlans.ReadResources().Select(file => file.Path).Should().BeEquivalentTo(
        Directory.GetFiles(Path.Combine(Host.Program.Root, "plans"), "*", SearchOption.AllDirectories)
            .Where(PlanFile.IsYaml)
            .Select(path => Path.GetRelativePath(Host.Program.Root, path).Replace('\\', '/')));
}
