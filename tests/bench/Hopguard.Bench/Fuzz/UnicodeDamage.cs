namespace Hopguard.Bench.Fuzz;

/// <summary>Characters from anywhere in Unicode, among them halves of pairs, marks without a letter, and separators that few programs know.</summary>
internal sealed class UnicodeDamage : IDamage
{
    private const string Traps = "\0\u0007\u001b\u0085\u00a0\u00ad\u200b\u200d\u202e\u2028\u2029\ufeff\uff1b\ufffd\ud83d\ude00\ud800\udc00\u0301é日本語";

    /// <inheritdoc />
    public string Name => "unicode";

    /// <inheritdoc />
    public string Damage(string text, Random random)
    {
        if (random.Next(100) == 0)
            return Piece(random, random.Next(1, 2_000));

        for (var edits = random.Next(1, 4); edits > 0; edits--)
            text = random.Insert(text, Piece(random, random.Next(1, 12)));

        return text;
    }

    private static string Piece(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => Character(random)));

    private static string Character(Random random) => random.Next(4) switch
    {
        0 => Traps[random.Next(Traps.Length)].ToString(),
        1 => ((char)random.Next(0xFFFF)).ToString(),
        2 => char.ConvertFromUtf32(random.Next(0x1_0000, 0x11_0000)),
        _ => ((char)random.Next(0x20, 0x7F)).ToString(),
    };
}
