namespace Hopguard.Lab;

/// <summary>What disks and networks do to files.</summary>
public static class DamagedFile
{
    /// <summary>Cuts the file off after so many bytes; a negative number leaves away as many at the end.</summary>
    public static void Truncate(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Open);
        file.SetLength(length < 0 ? Math.Max(0, file.Length + length) : Math.Min(file.Length, length));
    }

    /// <summary>Turns one bit around.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">Where, from 0 (its first byte) to 1 (its last).</param>
    public static void FlipBit(string path, double place = 0.5)
    {
        using var file = new FileStream(path, FileMode.Open);
        file.Position = (long)((file.Length - 1) * place);
        var old = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(old ^ 0x10));
    }

    /// <summary>Turns every line end into CR LF, as a terminal in the middle of a redirection does.</summary>
    public static void MangleLineEnds(string path)
    {
        var mangled = new MemoryStream();
        foreach (var value in File.ReadAllBytes(path))
        {
            if (value == '\n')
                mangled.WriteByte((byte)'\r');
            mangled.WriteByte(value);
        }

        File.WriteAllBytes(path, mangled.ToArray());
    }
}
