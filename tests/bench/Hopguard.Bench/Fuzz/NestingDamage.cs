namespace Hopguard.Bench.Fuzz;

/// <summary>Collections inside collections, by brackets, dashes, indents, and by aliases that name each other.</summary>
internal sealed class NestingDamage : IDamage
{
    /// <inheritdoc />
    public string Name => "nesting";

    /// <inheritdoc />
    public string Damage(string text, Random random)
    {
        // Mostly around what is allowed, sometimes far beyond.
        var depth = random.Next(40) == 0 ? random.Next(1_000, 5_000) : random.Next(1, 60);
        return random.Next(6) switch
        {
            0 => random.Insert(text, new string('[', depth) + new string(']', random.Next(2) * depth)),
            1 => random.Insert(text, Repeat("{ a: ", depth) + Repeat(" }", random.Next(2) * depth)),
            2 => random.Insert(text, Repeat("- ", depth)),
            3 => random.Insert(text, Repeat("${A:-", depth) + Repeat("}", random.Next(2) * depth)),
            4 => random.Insert(text, "\n" + string.Concat(Enumerable.Range(0, Math.Min(depth, 200)).Select(level => new string(' ', level) + "a:\n"))),
            _ => "x0: &x0 { a: b }\n" + string.Concat(Enumerable.Range(1, Math.Min(depth, 200)).Select(Alias)) + text,
        };
    }

    private static string Alias(int number) => FormattableString.Invariant($"x{number}: &x{number} {{ <<: [*x{number - 1}, *x{number - 1}], k{number}: [*x{number - 1}, *x{number - 1}] }}\n");

    private static string Repeat(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));
}
