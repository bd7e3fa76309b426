using System.Globalization;
using System.Text;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Postgres.Fingerprints;

namespace Hopguard.Postgres.Dumps;

/// <summary>The files of a dump, and whether they are all there: a tool's exit code proves nothing (the disk may have been full).</summary>
internal static class DumpFiles
{
    /// <summary>Roles and settings of the cluster.</summary>
    public const string Globals = "globals.sql";

    /// <summary>Databases of a cluster that are dumped, or restored, at once.</summary>
    public const int DatabasesAtOnce = 2;

    private const string DatabasePrefix = "database-";
    private const string ListSuffix = ".list";
    private const string GlobalsEnd = "-- PostgreSQL database cluster dump complete";

    // How COPY text ends in a file of a directory dump.
    private static readonly byte[] RowsEnd = "\\.\n\n\n"u8.ToArray();

    /// <summary>The folder of the n-th database's dump: names of databases may hold anything, names of folders not.</summary>
    public static string Database(int number) => DatabasePrefix + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The listing of that dump, as <c>pg_restore --list</c> writes it.</summary>
    public static string List(int number) => Database(number) + ListSuffix;

    /// <summary>Checks that the globals were written to their end, with the line ends they were written with.</summary>
    public static void CheckGlobals(string folder)
    {
        var path = Path.Combine(folder, Globals);
        var lines = File.ReadLines(path).Where(line => line.Length > 0 && line != "--").TakeLast(1);
        if (lines.FirstOrDefault() != GlobalsEnd)
            throw new HopguardException($"File '{Globals}' of the dump does not end with its end mark", "Check free space, then take the dump again");

        if (File.ReadAllBytes(path).AsSpan().IndexOf("\r\n"u8) >= 0 && !HasCarriageReturnsOfItsOwn(path))
            throw new HopguardException($"File '{Globals}' of the dump has line ends of a terminal", "Take the dump again");
    }

    /// <summary>Checks that a database's dump lists every table of the database and holds the rows of each to their end.</summary>
    public static void CheckDatabase(string folder, int number, string name, DatabaseFingerprint database)
    {
        var dump = Path.Combine(folder, Database(number));
        var entries = File.ReadLines(Path.Combine(folder, List(number))).Where(line => !line.StartsWith(';')).ToList();
        var tables = entries.Where(line => line.Contains(" TABLE DATA ", StringComparison.Ordinal)).ToList();
        if (tables.Count != database.Tables.Count)
            throw new HopguardException($"Dump of database '{name}' holds the rows of {Counts.Of(tables.Count, "table")} instead of {database.Tables.Count}", "Take the dump again");

        foreach (var table in tables)
            CheckRows(dump, table);
    }

    private static void CheckRows(string dump, string entry)
    {
        var file = new FileInfo(Path.Combine(dump, entry[..entry.IndexOf(';', StringComparison.Ordinal)] + ".dat"));
        var end = new byte[RowsEnd.Length];
        if (file.Exists && file.Length >= end.Length)
        {
            using var stream = file.OpenRead();
            stream.Seek(-end.Length, SeekOrigin.End);
            stream.ReadExactly(end);
        }

        if (!end.AsSpan().SequenceEqual(RowsEnd))
            throw new HopguardException($"Rows of '{entry.Split(" TABLE DATA ")[1]}' in the dump are cut short", "Check free space, then take the dump again");
    }

    // A comment on a role may hold them; then some lines end without.
    private static bool HasCarriageReturnsOfItsOwn(string path) =>
        Encoding.UTF8.GetString(File.ReadAllBytes(path)).Split('\n').Any(line => line.Length > 0 && !line.EndsWith('\r'));
}
