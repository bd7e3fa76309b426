using System.Text;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Secrets;

namespace Hopguard.Engine.Journals;

/// <summary>
/// The durable record of a run: append-only lines with chained checksums, each flushed to disk before the call returns. A line torn by a kill or a power cut is
/// dropped when the journal is opened; damage before the last line is refused.
/// </summary>
public sealed class Journal : IDisposable
{
    private readonly FileStream _file;
    private readonly TimeProvider _clock;
    private readonly Func<SteadyTime?>? _steady;
    private readonly Redactor? _redactor;
    private readonly List<JournalEntry> _entries;
    private readonly Lock _gate = new();
    private readonly Reserve _reserve;
    private string _checksum;
    private long _roomTo;
    private bool _isBroken;

    // A rollback writes about 30 kB.
    internal const int Room = 256 * 1024;

    private Journal(FileStream file, TimeProvider clock, List<JournalEntry> entries, string checksum, Redactor? redactor, Func<SteadyTime?>? steady)
    {
        _steady = steady;
        _redactor = redactor;
        _file = file;
        _reserve = new Reserve(RunFolder.ReserveOf(file.Name));
        _reserve.Take();
        _clock = clock;
        _entries = entries;
        _checksum = checksum;
        TakeRoom();
    }

    /// <summary>Every record, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <summary>Opens a journal for writing, making an empty one where there is none.</summary>
    /// <exception cref="HopguardException">The journal is damaged before its last line, or cannot be written.</exception>
    /// <param name="path">Its file.</param>
    /// <param name="clock">What records are stamped by.</param>
    /// <param name="redactor">What takes secrets out of the words of records; null where there are none.</param>
    /// <param name="steady">Reads the clock that nobody can set; null where records do without.</param>
    public static Journal Open(string path, TimeProvider clock, Redactor? redactor = null, Func<SteadyTime?>? steady = null)
    {
        try
        {
            var (entries, checksum, intactLength) = Load(path);
            return new Journal(OpenFile(path, intactLength), clock, entries, checksum, redactor, steady);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new HopguardException($"Journal '{path}' cannot be written: {trouble.Message}", "Make the folder writable and repeat the command", trouble);
        }
    }

    /// <summary>Reads a journal without touching it; empty when there is none.</summary>
    /// <exception cref="HopguardException">The journal is damaged before its last line.</exception>
    public static IReadOnlyList<JournalEntry> Read(string path) => Load(path).Entries;

    /// <summary>Writes a record and flushes it to disk.</summary>
    /// <exception cref="HopguardException">The disk does not take it: nothing that it announces may be done.</exception>
    public void Append(JournalEntry entry)
    {
        lock (_gate)
        {
            var stamped = (_redactor is null ? entry : RedactedEntry.Of(entry, _redactor)) with { At = _clock.GetUtcNow(), Steady = _steady?.Invoke() };
            var line = JournalLine.Write(stamped, _checksum);
            WriteDurably(Encoding.UTF8.GetBytes(line + "\n"));
            _checksum = JournalLine.ChecksumOf(line);
            _entries.Add(stamped);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    // Without a buffer: bytes that the disk refused must not be written by a later flush, behind the back of the checksum chain.
    private static FileStream OpenFile(string path, long intactLength)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            // Also to the length that it has, this would give back the room that an earlier process took.
            if (file.Length != intactLength)
                file.SetLength(intactLength);
            file.Seek(0, SeekOrigin.End);
            file.Flush(flushToDisk: true);
            DurableFile.FlushFolder(Path.GetDirectoryName(path)!);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void WriteDurably(byte[] line)
    {
        if (_isBroken)
            throw new HopguardException($"Journal '{_file.Name}' could not be written before", "Free space on its disk and repeat the command");

        var intactLength = _file.Length;
        try
        {
            _file.Write(line);
            _file.Flush(flushToDisk: true);
            if (_roomTo - _file.Length < Room / 2)
                TakeRoom();
        }
        catch (Exception refused) when (IsOfTheDisk(refused))
        {
            TakeBack(intactLength);
            if (!_isBroken && _reserve.GiveBack())
            {
                WriteDurably(line);
                return;
            }

            throw new HopguardException($"Journal '{_file.Name}' cannot be written: {refused.Message}", "Free space on its disk and repeat the command", refused);
        }
    }

    // In the file itself, where nobody who fills the disk takes it. The reserve beside it is for file systems that cannot, and for what else the way back writes.
    private void TakeRoom()
    {
        if (NativeFile.Allocate(_file.SafeFileHandle, _file.Length, Room))
            _roomTo = _file.Length + Room;
    }

    // A file beyond the limit for files (EFBIG) comes as an ArgumentOutOfRangeException.
    private static bool IsOfTheDisk(Exception trouble) => trouble is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    private void TakeBack(long intactLength)
    {
        _roomTo = 0;
        try
        {
            _file.SetLength(intactLength);
            _file.Seek(0, SeekOrigin.End);
        }
        catch (Exception trouble) when (IsOfTheDisk(trouble))
        {
            // The torn line is dropped when the journal is opened next; nothing may follow it until then.
            _isBroken = true;
        }
    }

    private static (List<JournalEntry> Entries, string Checksum, long IntactLength) Load(string path)
    {
        var entries = new List<JournalEntry>();
        var checksum = JournalLine.FirstChecksum;
        long intactLength = 0;
        if (!File.Exists(path))
            return (entries, checksum, intactLength);

        var lines = ReadText(path).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var isComplete = i < lines.Length - 1;
            var entry = isComplete ? JournalLine.Read(lines[i], checksum) : null;
            if (entry is null)
            {
                RefuseDamageBeforeTheEnd(path, lines, i);
                break;
            }

            entries.Add(entry);
            checksum = JournalLine.ChecksumOf(lines[i]);
            intactLength += Encoding.UTF8.GetByteCount(lines[i]) + 1;
        }

        return (entries, checksum, intactLength);
    }

    // A status read goes on beside a run that writes.
    private static string ReadText(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static void RefuseDamageBeforeTheEnd(string path, string[] lines, int damaged)
    {
        if (lines.Skip(damaged + 1).Any(line => line.Length > 0))
        {
            throw new HopguardException(
                $"Journal '{path}' is damaged in line {damaged + 1}, before its end",
                "Nothing was changed. Restore the file from a backup, or, if that run is over, move its folder out of the state folder; copies and evidence in it are still good");
        }
    }
}
