using System.Text.Json;
using Hopguard.Engine;
using Hopguard.Reporting.Text;

namespace Hopguard.Tasks.Tests.ValidatePlans;

public sealed class ValidatePlansTests
{
    [Fact]
    public void Good_plans_are_said_to_be_good()
    {
        using var plans = new PlansFolder();
        plans.Validate();
        plans.Log.Should().Be("no findings\n");

        plans.Validate("--language=ja");
        plans.Log.Should().Be("指摘はありません\n");
    }

    [Fact]
    public void A_bad_plan_ends_with_code_1_and_what_is_wrong_with_it()
    {
        using var plans = new PlansFolder().Without("verify-copy: { copy: dump");

        var failure = plans.Invoking(one => one.Validate()).Should().Throw<HopguardException>().Which;

        failure.ExitCode.Should().Be(1);
        failure.Message.Should().MatchRegex("^[0-9]+ errors? in 1 plan");
        plans.Log.Should().Contain("plans/cvat/2.2.0-2.3.0.yaml(").And.Contain("error HOP002");
    }

    [Fact]
    public void What_was_asked_for_decides_on_what_fails()
    {
        using var plans = new PlansFolder();
        plans.Write("plans/cvat/backup.yaml", PlansFolder.Shipped("plans/cvat/backup.yaml").Replace(", events, queues", string.Empty, StringComparison.Ordinal));

        plans.Invoking(one => one.Validate("--fail-on=note")).Should().NotThrow();
        plans.Without("accept: {}").Invoking(one => one.Validate("--fail-on=error")).Should().Throw<HopguardException>();
    }

    [Theory]
    [InlineData("--plans=nowhere")]
    [InlineData("--plans=plans/**/*.yml")]
    [InlineData("--plans=.git")]
    [InlineData("--plans=plans/cvat/application.yaml")]
    public void Nothing_to_judge_is_code_2(string argument)
    {
        using var plans = new PlansFolder();
        plans.Invoking(one => one.Validate(argument)).Should().Throw<HopguardException>().Where(failure => failure.ExitCode == 2 && failure.Remedy != null);
    }

    [Fact]
    public void In_a_job_of_GitHub_annotations_and_the_summary_name_files_from_the_root()
    {
        using var plans = new PlansFolder { Kind = OutputKind.GitHub }.Without("verify-copy: { copy: dump");
        plans.Variables["GITHUB_STEP_SUMMARY"] = plans.Path("summary.md");

        plans.Invoking(one => one.ValidateFrom("plans", "--plans=cvat")).Should().Throw<HopguardException>();

        plans.Log.Should().StartWith("::error file=plans/cvat/2.2.0-2.3.0.yaml,line=");
        File.ReadAllText(plans.Path("summary.md")).Should().Contain("| error | HOP002 | plans/cvat/2.2.0-2.3.0.yaml");
    }

    [Fact]
    public void A_page_that_is_too_long_is_cut_below_one_MiB()
    {
        using var plans = new PlansFolder { Kind = OutputKind.GitHub };
        plans.Variables["GITHUB_STEP_SUMMARY"] = plans.Path("summary.md");
        for (var number = 0; number < 1000; number++)
            plans.Write($"plans/cvat/{number}.yaml", $"application: cvat\nprocedure: p{number}\nsummary: x\nsteps:\n" + string.Concat(Enumerable.Repeat($"  - {new string('x', 200)}: {{}}\n", 10)));

        plans.Invoking(one => one.Validate()).Should().Throw<HopguardException>();

        new FileInfo(plans.Path("summary.md")).Length.Should().BeInRange(900_000, (1 << 20) - 1);
        File.ReadAllText(plans.Path("summary.md")).Should().EndWith("name everything.*\n");
        plans.Log.Split('\n').Count(line => line.StartsWith("::error", StringComparison.Ordinal)).Should().Be(10);
    }

    [Fact]
    public void In_a_job_of_Azure_a_page_is_uploaded()
    {
        using var plans = new PlansFolder { Kind = OutputKind.Azure }.Without("verify-copy: { copy: dump");
        plans.Variables["AGENT_TEMPDIRECTORY"] = plans.Root;

        plans.Invoking(one => one.Validate()).Should().Throw<HopguardException>();

        plans.Log.Should().Contain("##vso[task.logissue type=error;sourcepath=plans/cvat/2.2.0-2.3.0.yaml;").And.Contain($"##vso[task.uploadsummary]{plans.Path("hopguard-findings.md")}\n");
        File.ReadAllText(plans.Path("hopguard-findings.md")).Should().Contain("HOP002");
    }

    [Fact]
    public void A_file_receives_the_form_asked_for_and_the_log_its_own()
    {
        using var plans = new PlansFolder().Without("verify-copy: { copy: dump");

        plans.Invoking(one => one.ValidateFrom("plans", "--plans=cvat", "--format=sarif", "--output=../found.sarif")).Should().Throw<HopguardException>();

        plans.Log.Should().StartWith("cvat/2.2.0-2.3.0.yaml(");
        using var log = JsonDocument.Parse(File.ReadAllText(plans.Path("found.sarif")));
        var run = log.RootElement.GetProperty("runs")[0];
        run.GetProperty("invocations")[0].GetProperty("exitCode").GetInt32().Should().Be(1);
        run.GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()
            .Should().Be("plans/cvat/2.2.0-2.3.0.yaml");
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_code_2()
    {
        using var plans = new PlansFolder();
        plans.Invoking(one => one.Validate($"--output={new string('x', 300)}")).Should().Throw<HopguardException>().Where(failure => failure.ExitCode == 2);
    }
}
