using Hopguard.Bench.Fuzz;

namespace Hopguard.Plans.Tests.Reading;

/// <summary>A thousand of the hostile inputs that the benchmark program makes by the hundred thousand, five thousand where long tests run.</summary>
public sealed class FuzzTests
{
    private const int Seed = 20_260_101;
    private static readonly int Inputs = LongTests.AreRun ? 5_000 : 1_000;
    private static readonly FuzzInputs All = new(FuzzOriginals.Of(Repository.Root), Seed);

    [Fact]
    public void Damaged_files_are_judged_without_a_crash_and_every_place_lies_in_its_text()
    {
        var judged = 0;
        for (var number = 0; number < Inputs; number++)
        {
            var input = All.Make(number);
            var verdict = FuzzJudge.Judge(input);

            verdict.Problem.Should().BeNull($"of seed {Seed}, input {number} ({input.Natures})");
            judged += verdict.WasRead ? 1 : 0;
        }

        judged.Should().BeGreaterThan(Inputs / 5, "what cannot be read is not judged");
    }

    [Fact]
    public void Damaged_plans_are_mended_without_a_crash()
    {
        for (var number = 0; number < Inputs; number += Inputs / 20)
            FuzzJudge.Fix(All.Make(number)).Should().BeNull($"of seed {Seed}, input {number}");
    }

    [Fact]
    public void The_same_seed_and_number_make_the_same_input() =>
        All.Make(17).Files.Should().Equal(new FuzzInputs(FuzzOriginals.Of(Repository.Root), Seed).Make(17).Files).And.NotEqual(All.Make(18).Files);
}
