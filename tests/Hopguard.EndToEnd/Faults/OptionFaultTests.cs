namespace Hopguard.EndToEnd.Faults;

public sealed class OptionFaultTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task A_misspelt_option_is_refused_with_the_right_one()
    {
        var result = await Lab.Upgrade().With("deploymen", "/srv/cvat").RunAsync();

        result.ShouldFailWith("Option '--deploymen' is unknown", "Did you mean '--deployment'?");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task A_misspelt_target_is_refused_with_the_right_one()
    {
        var result = await Lab.Target("UpgradeCavt").RunAsync();

        result.ShouldFailWith("Target 'UpgradeCavt' is unknown", "Did you mean 'UpgradeCvat'?");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Theory]
    [InlineData("source-sha256", "abc", "cafe")]
    [InlineData("patience", "soon", "45m")]
    [InlineData("rollback", "never", "manual")]
    public async Task A_value_of_the_wrong_shape_is_refused_with_a_right_one(string option, string value, string example)
    {
        var result = await Lab.Upgrade().With(option, value).RunAsync();

        result.ShouldFailWith($"'{option}'", example);
        await Lab.ShouldBeUntouchedAsync();
    }

    [Theory]
    [InlineData("rolback: manual", "Key 'rolback' is unknown", "line 1", "Did you mean 'rollback'?")]
    [InlineData("state: [a, b", "cannot be read", "line 2", "--help")]
    [InlineData("state: &anchor /srv", "is more than keys with texts", "line 1", "--help")]
    [InlineData("rollback: never", "'rollback'", "hopguard.yaml", "manual")]
    public async Task A_wrong_file_of_options_is_refused_at_its_line(string line, params string[] texts)
    {
        var file = Path.Combine(Lab.Cvat.Source, "hopguard.yaml");
        await File.WriteAllTextAsync(file, line + "\n");

        var result = await Lab.Upgrade().RunAsync();

        File.Delete(file);
        result.ShouldFailWith(texts);
        await Lab.ShouldBeUntouchedAsync();
    }
}
