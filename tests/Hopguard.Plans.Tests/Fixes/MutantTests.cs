using Xunit.Abstractions;

namespace Hopguard.Plans.Tests.Fixes;

/// <summary>Every step of the shipped hop dropped, swapped with the next, and weakened: the fix leaves no error, but for the few that say why not.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    public static TheoryData<string> Dropped => [.. Mended.Steps.Where(step => step.Trim() != "- start-services: {}")];

    public static TheoryData<int> Swapped => [.. Enumerable.Range(0, Mended.Steps.Count - 1)];

    [Theory]
    [MemberData(nameof(Dropped))]
    public void A_dropped_step_comes_back(string step) => Mends(Mended.Without(step), step);

    [Theory]
    [MemberData(nameof(Swapped))]
    public void Swapped_steps_are_put_in_order(int step) => Mends(Mended.Swapped(step), $"{Mended.Steps[step]} <-> {Mended.Steps[step + 1]}");

    [Theory]
    [InlineData("copy: dump, by: trial", "copy: dump, by: read-back")]
    [InlineData("covered-by: dump", "covered-by: volumes")]
    [InlineData("expect: 2.3.0", "expect: 2.2.0")]
    [InlineData("stores: [media, keys]", "stores: [media]")]
    [InlineData("postgresql: 15", "postgresql: 10")]
    [InlineData("all-but: [cvat_db]", "all-but: [cvat_db, cvat_server]")]
    [InlineData("against: dump", "against: volumes")]
    [InlineData("start-services: { only: [cvat_db] }", "start-services: {}")]
    [InlineData("trial: trial, to: database", "trial: trial, to: media")]
    [InlineData("by: trial", "by: trail")]
    public void A_weakened_step_is_strengthened(string right, string wrong) => Mends(Mended.Shipped.Replace(right, wrong, StringComparison.Ordinal), wrong);

    /// <summary>What stays broken, and why.</summary>
    private static readonly Dictionary<string, string> Hopeless = new(StringComparer.Ordinal)
    {
        ["fetch-source"] = "nobody but the vendor knows the address of an archive",
    };

    private void Mends(string text, string what)
    {
        var errors = Mended.Errors(text).ToList();
        var mended = Mended.Of(text);
        if (!mended.Fix.IsComplete)
            mended = Mended.Of(text, allowUnsafe: true);

        output.WriteLine($"{what}: {errors.Count} errors; {(mended.Fix.IsSafe ? "safe" : "UNSAFE")}; {string.Join(" / ", mended.Fix.Repairs.Select(repair => repair.What.English))}");
        foreach (var error in errors)
            output.WriteLine("   " + error);
        if (errors.Count > 0 && Hopeless.Keys.Any(step => what.StartsWith($"  - {step}: ", StringComparison.Ordinal) && !what.Contains("<->", StringComparison.Ordinal)))
            mended.Fix.Changes.Should().BeFalse();
        else
            Mended.Errors(mended.Fix.Text).Should().BeEmpty();
    }
}
