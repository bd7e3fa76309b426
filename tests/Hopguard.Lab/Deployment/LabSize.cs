namespace Hopguard.Lab;

/// <summary>How much a lab deployment holds.</summary>
/// <param name="Shapes">Rows of the largest table, about 300 bytes each with its indexes and attributes.</param>
/// <param name="MediaBytes">Bytes of image files in the data volume.</param>
public sealed record LabSize(int Shapes, long MediaBytes)
{
    /// <summary>For tests: about 25 MB of database and 4 MB of files.</summary>
    public static LabSize Small { get; } = new(50_000, 4L << 20);

    /// <summary>For a demonstration: about 150 MB of database and 60 MB of files.</summary>
    public static LabSize Medium { get; } = new(400_000, 60L << 20);

    /// <summary>For measurements: shapes for about so many gigabytes of database, and a quarter of that in files.</summary>
    public static LabSize Gigabytes(double gigabytes) => new((int)(gigabytes * 3_000_000), (long)(gigabytes * (256L << 20)));
}
