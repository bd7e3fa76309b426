using System.Collections.Immutable;
using Hopguard.Containers.Ports;
using Hopguard.Postgres.Dumps;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Restores;
using Hopguard.Postgres.Stopping;

namespace Hopguard.Postgres.Tests.Dumps;

/// <summary>Files of a dump or a cluster that are refused: one that is as it should be, taken again, passes.</summary>
public sealed class FileRemedyTests : IDisposable
{
    private const string Again = "Check free space, then take the dump again";
    private const string Whole = "--\n-- Roles\n--\n\nCREATE ROLE app;\n\n--\n-- PostgreSQL database cluster dump complete\n--\n\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("CREATE ROLE app;\n", "File 'globals.sql' of the dump does not end with its end mark", Again)]
    [InlineData("--\r\n-- PostgreSQL database cluster dump complete\r\n--\r\n", "File 'globals.sql' of the dump has line ends of a terminal", "Take the dump again")]
    public void Globals_are_dumped_again(string text, string refusal, string remedy)
    {
        Globals(text);
        Remedies.LeadOut(() => DumpFiles.CheckGlobals(_folder), refusal, remedy, () => Globals(Whole));
    }

    [Fact]
    public void Rows_are_dumped_again()
    {
        var database = new DatabaseFingerprint
        {
            Tables = new SortedDictionary<string, RowDigest>(StringComparer.Ordinal) { ["public.plain"] = RowDigest.Empty },
            Sequences = new SortedDictionary<string, string>(StringComparer.Ordinal),
            LargeObjects = RowDigest.Empty,
            LargeObjectOwners = RowDigest.Empty,
            Objects = [],
        };
        void Check() => DumpFiles.CheckDatabase(_folder, 1, "cvat", database);
        Directory.CreateDirectory(Path.Combine(_folder, "database-1"));
        File.WriteAllText(Path.Combine(_folder, "database-1.list"), "; Archive\n");
        File.WriteAllText(Path.Combine(_folder, "database-1", "3012.dat"), "1\tx\n");

        Remedies.LeadOut(Check, "Dump of database 'cvat' holds the rows of 0 tables instead of 1", "Take the dump again", () =>
        {
            File.WriteAllText(Path.Combine(_folder, "database-1.list"), "3012; 0 16398 TABLE DATA public plain root\n");
            File.WriteAllText(Path.Combine(_folder, "database-1", "3012.dat"), "1\tx\n\\.\n\n\n");
        });

        File.WriteAllText(Path.Combine(_folder, "database-1", "3012.dat"), "1\tx\n");
        Remedies.LeadOut(Check, "Rows of 'public plain root' in the dump are cut short", Again, () => File.WriteAllText(Path.Combine(_folder, "database-1", "3012.dat"), "1\tx\n\\.\n\n\n"));
    }

    [Fact]
    public void A_comment_on_a_role_that_looks_like_its_creation_is_changed()
    {
        var globals = "CREATE ROLE root;\nCOMMENT ON ROLE app IS '\nCREATE ROLE root;\n';\n";
        Remedies.LeadOut(
            () => GlobalsFilter.Apply(globals, "root"), "The globals of the dump say 'CREATE ROLE root;' more than once", "Look for it in comments on roles", () => globals = globals.Replace("'\nCREATE ROLE root;\n'", "'the first'"));
    }

    [Fact]
    public void A_control_file_that_is_not_understood_is_that_of_another_server_or_read_by_a_newer_Hopguard()
    {
        var bytes = new byte[ControlFile.Length];
        Remedies.LeadOut(
            () => ControlFile.Parse(bytes), "File 'global/pg_control' of the cluster is none that is known here", "PostgreSQL 10 to 18 on a little-endian machine are supported", () => BitConverter.TryWriteBytes(bytes.AsSpan(8), 1300));

        BitConverter.TryWriteBytes(bytes.AsSpan(16), 1);
        BitConverter.TryWriteBytes(bytes.AsSpan(32), 5L);
        Remedies.LeadOut(
            () => ControlFile.Parse(bytes), "File 'global/pg_control' of the cluster has a layout that is not known here (version 1300)", "Use a newer Hopguard", () => BitConverter.TryWriteBytes(bytes.AsSpan(40), 5L));
    }

    [Fact]
    public void Data_that_lies_in_the_container_itself_is_moved_into_a_volume()
    {
        ImmutableArray<ContainerMount> mounts = [];
        Remedies.LeadOut(
            () => DataFolder.Of(new ContainerState { Id = "1", Name = "db", Image = "postgres", ImageId = "1", Status = "running", Mounts = mounts }),
            "The data folder '/var/lib/postgresql/data' of container 'db' lies on no volume", "Move the data into a named volume first", () => mounts = [new ContainerMount("volume", "cvat_db", "/var/lib/postgresql/data", ReadOnly: false)]);
    }

    private void Globals(string text) => File.WriteAllText(Path.Combine(_folder, DumpFiles.Globals), text);
}
