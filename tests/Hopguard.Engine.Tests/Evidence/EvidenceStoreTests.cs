using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Evidence;

public sealed class EvidenceStoreTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.InMemory();
    private readonly EvidenceStore _store;
    private readonly Progress<StepProgress> _progress = new();

    public EvidenceStoreTests()
    {
        var run = new RunFolder(_folder["run"]);
        run.Create();
        _store = new EvidenceStore(run);
        _folder.Write("dump/a.dat", new string('a', 100_000));
        _folder.Write("dump/sub/b.dat", "b");
    }

    [Fact]
    public async Task An_untouched_copy_passes() => (await RecheckAsync(_ => { })).Should().BeNull();

    [Fact]
    public async Task A_missing_file_is_told() =>
        (await RecheckAsync(folder => File.Delete(folder["dump/sub/b.dat"]))).Should().Be("file 'sub/b.dat' of copy 'dump' is gone");

    [Fact]
    public async Task A_shorter_file_is_told() =>
        (await RecheckAsync(folder => folder.Write("dump/a.dat", new string('a', 99_999)))).Should().Be("file 'a.dat' of copy 'dump' has 99 999 bytes instead of 100 000");

    [Fact]
    public async Task A_flipped_bit_is_told() =>
        (await RecheckAsync(folder => folder.Write("dump/a.dat", new string('a', 99_999) + "`"))).Should().Be("file 'a.dat' of copy 'dump' does not have its recorded SHA-256 any more");

    [Fact]
    public async Task A_file_more_is_harmless() => (await RecheckAsync(folder => folder.Write("dump/extra", "x"))).Should().BeNull();

    [Fact]
    public async Task A_copy_without_files_proves_nothing()
    {
        var copy = await TakeAsync() with { Files = [] };
        (await EvidenceStore.RecheckAsync(copy, _progress, default)).Should().Be("copy 'dump' holds no file");
    }

    [Fact]
    public async Task A_copy_comes_back_as_it_was_saved()
    {
        var copy = await TakeAsync() with { Verification = new CopyVerification("trial", TestClock.Start, "12 tables") };
        _store.SaveCopy(copy);
        _store.Copy("dump").Should().BeEquivalentTo(copy);
        _store.HasCopy("dump").Should().BeTrue();
        copy.Size.Should().Be(100_001);
    }

    [Fact]
    public void A_copy_that_was_not_completed_is_told()
    {
        _store.HasCopy("dump").Should().BeFalse();
        var copy = () => _store.Copy("dump");
        copy.Should().Throw<HopguardException>().WithMessage("Copy 'dump' was not completed in this run");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"name\":\"dump\"}")]
    public void Damaged_evidence_is_never_taken_for_none(string text)
    {
        _folder.Write("run/evidence/dump.copy.json", text);
        var copy = () => _store.Find<CopyEvidence>("dump.copy.json");
        copy.Should().Throw<HopguardException>().WithMessage("Evidence '*dump.copy.json' is damaged");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<CopyEvidence> TakeAsync() => new()
    {
        Name = "dump",
        Kind = CopyEvidence.Dump,
        Stores = ["database"],
        TakenAt = TestClock.Start,
        Folder = _folder["dump"],
        Files = await EvidenceStore.HashFolderAsync(_folder["dump"], _progress, default),
    };

    private async Task<string?> RecheckAsync(Action<TempFolder> damage)
    {
        var copy = await TakeAsync();
        damage(_folder);
        return await EvidenceStore.RecheckAsync(copy, _progress, default);
    }
}
