using System.Numerics;

namespace Hopguard.Accuracy.Oracle;

/// <summary>A set of numbered writes: what a volume, a copy or a trial holds of everything that was ever written.</summary>
public readonly record struct WriteSet(BigInteger Bits)
{
    /// <summary>Nothing.</summary>
    public static WriteSet None => new(BigInteger.Zero);

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => Bits.IsZero;

    /// <summary>The same set and one more write.</summary>
    public WriteSet With(int number) => new(Bits | (BigInteger.One << number));

    /// <summary>The same set and all writes of another.</summary>
    public WriteSet With(WriteSet other) => new(Bits | other.Bits);

    /// <summary>Whether every write of another set is in it.</summary>
    public bool Holds(WriteSet other) => (Bits & other.Bits) == other.Bits;

    /// <summary>The same set without its last write: what a transfer leaves that ended early and said nothing.</summary>
    public WriteSet CutShort() => IsEmpty ? this : new(Bits ^ (BigInteger.One << (int)(Bits.GetBitLength() - 1)));
}
