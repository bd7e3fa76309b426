using System.Text;

namespace Hopguard.Docker.Volumes;

/// <summary>The order in which the engine walks a volume: a folder before what it holds, and names by their bytes.</summary>
internal sealed class WalkOrder : IComparer<string>
{
    public static readonly WalkOrder Instance = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        var (left, right) = (Encoding.UTF8.GetBytes(x ?? string.Empty), Encoding.UTF8.GetBytes(y ?? string.Empty));
        var common = left.AsSpan().CommonPrefixLength(right);
        return common == left.Length || common == right.Length ? left.Length - right.Length : Weight(left[common]) - Weight(right[common]);
    }

    // What lies in a folder comes before its sibling of a longer name.
    private static int Weight(byte character) => character == '/' ? 0 : character;
}
