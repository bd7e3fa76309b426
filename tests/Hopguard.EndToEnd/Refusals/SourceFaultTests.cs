namespace Hopguard.EndToEnd.Refusals;

/// <summary>Sources that are not what was asked for; every other fault of a source is shown where sources are read, in the tests of <c>FetchSource</c> and <c>SourceArchive</c>.</summary>
public sealed class SourceFaultTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task A_source_of_another_hash_is_refused()
    {
        var result = await Lab.Upgrade().With("source-sha256", new string('a', 64)).RunAsync();

        result.ShouldFailWith($"has SHA-256 {Lab.Cvat.Archive.Sha256} instead of {new string('a', 64)}", "Fetch it again");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task A_source_without_a_hash_is_refused_and_its_own_is_told()
    {
        var result = await Lab.Upgrade().Without("source-sha256").RunAsync();

        result.ShouldFailWith("has no SHA-256 to be checked against", Lab.Cvat.Archive.Sha256, "give --source-sha256");
        await Lab.ShouldBeUntouchedAsync();
    }
}
