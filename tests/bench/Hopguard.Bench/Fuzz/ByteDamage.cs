using System.Text;

namespace Hopguard.Bench.Fuzz;

/// <summary>Bytes changed, lost or doubled, and decoded as whoever reads the file does.</summary>
internal sealed class ByteDamage : IDamage
{
    /// <inheritdoc />
    public string Name => "bytes";

    /// <inheritdoc />
    public string Damage(string text, Random random)
    {
        var bytes = new List<byte>(Encoding.UTF8.GetBytes(text));
        for (var edits = random.Next(1, 6); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                default:
                    bytes[at] = (byte)random.Next(256);
                    break;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
