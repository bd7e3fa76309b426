using System.Text;
using Hopguard.Engine;
using Hopguard.Plans.Reading;

namespace Hopguard.Tasks.Tests.ValidatePlans;

public sealed class PlanSearchTests : IDisposable
{
    private readonly PlansFolder _plans = new(withCompose: false);

    public PlanSearchTests()
    {
        _plans.Write("plans/other/application.yaml", "x");
        _plans.Write("plans/other/deep/er/hop.yaml", "x");
        _plans.Write("plans/readme.md", "x");
        _plans.Write("plans/.hidden/hop.yaml", "x");
    }

    [Theory]
    [InlineData("plans", ".hidden/hop.yaml cvat/2.2.0-2.3.0.yaml cvat/application.yaml other/application.yaml other/deep/er/hop.yaml")]
    [InlineData("plans/**/*.yaml", ".hidden/hop.yaml cvat/2.2.0-2.3.0.yaml cvat/application.yaml other/application.yaml other/deep/er/hop.yaml")]
    [InlineData("plans/*/*.yaml", ".hidden/hop.yaml cvat/2.2.0-2.3.0.yaml cvat/application.yaml other/application.yaml")]
    [InlineData("**/er/*", "other/deep/er/hop.yaml")]
    [InlineData("plans/oth?r/**", "other/application.yaml other/deep/er/hop.yaml")]
    [InlineData("plans/cvat/2.2*.yaml", "cvat/2.2.0-2.3.0.yaml cvat/application.yaml")]
    [InlineData("plans/cvat/2.2.0-2.3.0.yaml", "cvat/2.2.0-2.3.0.yaml cvat/application.yaml")]
    [InlineData("plans/other plans/cvat", "cvat/2.2.0-2.3.0.yaml cvat/application.yaml other/application.yaml other/deep/er/hop.yaml")]
    public void Folders_files_and_patterns_name_plans_and_the_application_comes_along(string wanted, string found) =>
        Names(_plans.Find(wanted.Split(' '))).Should().Equal(found.Split(' ').Select(name => "plans/" + name));

    [Fact]
    public void The_compose_files_that_a_plan_is_judged_by_come_along()
    {
        _plans.Write("plans/cvat/compose/2.3.0/docker-compose.yaml", "services: {}");
        Names(_plans.Find("plans/cvat/2.2.0-2.3.0.yaml")).Should().Contain("plans/cvat/compose/2.3.0/docker-compose.yaml").And.HaveCount(3);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_says_the_encoding_and_is_no_part_of_the_text(string encoding)
    {
        File.WriteAllText(_plans.Path("plans/other/application.yaml"), "title: 図書館", Encoding.GetEncoding(encoding));

        _plans.Find("plans/other").Single(file => file.IsApplication).Text.Should().Be("title: 図書館");
    }

    [Theory]
    [InlineData("plans/cvat/2.2.0-2.3.0.yaml")]
    [InlineData("plans/cvat")]
    [InlineData(".")]
    public void What_findings_weigh_comes_along_and_the_options_of_the_folder_do_not(string wanted)
    {
        foreach (var file in new[] { "hopguard.yaml", "plans/hopguard.yaml", "plans/cvat/hopguard.yaml", ".globalconfig" })
            _plans.Write(file, "x");

        Names(_plans.Find(wanted)).Should().Contain(["plans/hopguard.yaml", "plans/cvat/hopguard.yaml", ".globalconfig"]).And.NotContain("hopguard.yaml");
    }

    [Fact]
    public void A_path_outside_of_the_working_folder_is_named_in_full_where_it_was_given()
    {
        using var other = new PlansFolder(withCompose: false);
        Names(_plans.Find(other.Path("plans/cvat"))).Should().OnlyContain(name => name.StartsWith(other.Root, StringComparison.Ordinal)).And.HaveCount(2);
    }

    [Fact]
    public void A_huge_file_is_read_only_so_far_that_its_size_is_seen()
    {
        using (var file = File.Create(_plans.Path("plans/huge.yaml")))
            file.SetLength(1L << 32);

        _plans.Find("plans/huge.yaml").Single().Text.Length.Should().BeInRange(1 << 20, 4 << 20);
    }

    [Fact]
    public void Too_many_files_are_refused()
    {
        Directory.CreateDirectory(_plans.Path("many"));
        for (var number = 0; number <= 10_000; number++)
            File.WriteAllText(_plans.Path($"many/{number}.yaml"), "");

        _plans.Invoking(one => one.Find("many")).Should().Throw<HopguardException>().Where(failure => failure.ExitCode == 2);
    }

    public void Dispose() => _plans.Dispose();

    private static IEnumerable<string> Names(IEnumerable<PlanFile> files) => files.Select(file => file.Path);
}
