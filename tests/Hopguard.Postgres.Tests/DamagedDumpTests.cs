using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;

namespace Hopguard.Postgres.Tests;

/// <summary>Dumps that were damaged after they were taken (E4 to E14): whatever the tools would make of them, nothing is restored.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class DamagedDumpTests(PostgresFixture fixture)
{
    [Fact]
    public async Task No_damaged_dump_is_restored()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.DumpAsync();

        foreach (var (file, damage, what) in Damages(hop))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            damage(file, bytes);
            var trouble = await hop.Invoking(each => each.RestoreAsync()).Should().ThrowAsync<HopguardException>();
            var name = Path.GetRelativePath(hop.Copy.Folder, file);
            trouble.Which.Message.Should().Be($"Copy 'dump' is damaged: file '{name}' of copy 'dump' {what}");
            (await fixture.Engine.FindVolumeAsync(deployed.Trial.Volume, default)).Should().BeNull();
            await File.WriteAllBytesAsync(file, bytes);
        }

        (await EvidenceStore.RecheckAsync(hop.Copy, deployed.Context.Progress, default)).Should().BeNull("the undamaged dump is the twin of all these");
    }

    private static IEnumerable<(string File, Action<string, byte[]> Damage, string What)> Damages(Hop hop)
    {
        var rows = hop.DataFile("task 77\n");
        var size = Counts.Of(new FileInfo(rows).Length);
        var line = File.ReadAllText(rows).IndexOf("78\ttask", StringComparison.Ordinal);
        yield return (rows, (file, bytes) => File.WriteAllBytes(file, bytes[..(line + 4)]), $"has {Counts.Of(line + 4, "byte")} instead of {size}");
        yield return (rows, (file, bytes) => File.WriteAllBytes(file, bytes[..line]), $"has {Counts.Of(line, "byte")} instead of {size}");
        yield return (rows, (file, bytes) => { bytes = [.. bytes]; bytes[line] ^= 1; File.WriteAllBytes(file, bytes); }, "does not have its recorded SHA-256 any more");
        yield return (rows, (file, _) => File.WriteAllBytes(file, []), $"has 0 bytes instead of {size}");
        yield return (rows, (file, _) => File.Delete(file), "is gone");
        var globals = Path.Combine(hop.Copy.Folder, "globals.sql");
        var lines = File.ReadAllText(globals).Count(character => character == '\n');
        yield return (
            globals, (file, bytes) => File.WriteAllText(file, System.Text.Encoding.UTF8.GetString(bytes).Replace("\n", "\r\n", StringComparison.Ordinal)),
            $"has {Counts.Of(new FileInfo(globals).Length + lines, "byte")} instead of {Counts.Of(new FileInfo(globals).Length)}");
    }
}
