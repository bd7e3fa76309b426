using Hopguard.Engine;
using Hopguard.Postgres.Dumps;
using Hopguard.Postgres.Fingerprints;

namespace Hopguard.Postgres.Tests.Dumps;

/// <summary>A dump that came out short although the tool said it went well: found before the copy is declared complete.</summary>
public sealed class DumpFilesTests : IDisposable
{
    private const string Whole = "--\n-- Roles\n--\n\nCREATE ROLE app;\n\n--\n-- PostgreSQL database cluster dump complete\n--\n\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Whole_globals_pass() => Check(Whole).Should().NotThrow();

    [Theory]
    [InlineData("", "does not end with its end mark")]
    [InlineData("--\n-- Roles\n--\n\nCREATE ROLE app;\n", "does not end with its end mark")]
    [InlineData(Whole + "CREATE ROLE more;\n", "does not end with its end mark")]
    public void Cut_globals_are_refused(string text, string what) => Check(text).Should().Throw<HopguardException>().WithMessage($"*{what}");

    [Fact]
    public void Globals_with_line_ends_of_a_terminal_are_refused() =>
        Check(Whole.Replace("\n", "\r\n", StringComparison.Ordinal)).Should().Throw<HopguardException>().WithMessage("*line ends of a terminal");

    [Fact]
    public void Globals_may_hold_a_comment_with_such_a_line_end() =>
        Check("COMMENT ON ROLE app IS 'a\r\nb';\n" + Whole).Should().NotThrow();

    [Theory]
    [InlineData("1\tx\n\\.\n\n\n", null)]
    [InlineData("\\.\n\n\n", null)]
    [InlineData("1\tx\n", "Rows of 'public plain root' in the dump are cut short")]
    [InlineData("", "Rows of 'public plain root' in the dump are cut short")]
    [InlineData(null, "Rows of 'public plain root' in the dump are cut short")]
    [InlineData("1\tx\r\n\\.\r\n\r\n\r\n", "Rows of 'public plain root' in the dump are cut short")]
    public void Rows_have_to_be_there_to_their_end(string? rows, string? what)
    {
        var check = () => DumpFiles.CheckDatabase(WriteDatabase(rows), 1, "cvat", Database("public.plain"));

        if (what is null)
            check.Should().NotThrow();
        else
            check.Should().Throw<HopguardException>().WithMessage(what);
    }

    [Fact]
    public void A_table_that_the_dump_does_not_hold_is_missed()
    {
        var check = () => DumpFiles.CheckDatabase(WriteDatabase("\\.\n\n\n"), 1, "cvat", Database("public.plain", "public.other"));

        check.Should().Throw<HopguardException>().WithMessage("Dump of database 'cvat' holds the rows of 1 table instead of 2");
    }

    private Action Check(string globals)
    {
        File.WriteAllText(Path.Combine(_folder, DumpFiles.Globals), globals);
        return () => DumpFiles.CheckGlobals(_folder);
    }

    private string WriteDatabase(string? rows)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "database-1"));
        File.WriteAllText(Path.Combine(_folder, "database-1.list"), ";\n; Archive\n3012; 0 16398 TABLE DATA public plain root\n3013; 1259 1 INDEX public i root\n");
        if (rows is not null)
            File.WriteAllText(Path.Combine(_folder, "database-1", "3012.dat"), rows);

        return _folder;
    }

    private static DatabaseFingerprint Database(params string[] tables) => new()
    {
        Tables = new SortedDictionary<string, RowDigest>(tables.ToDictionary(table => table, _ => RowDigest.Empty), StringComparer.Ordinal),
        Sequences = new SortedDictionary<string, string>(StringComparer.Ordinal),
        LargeObjects = RowDigest.Empty,
        LargeObjectOwners = RowDigest.Empty,
        Objects = [],
    };
}
