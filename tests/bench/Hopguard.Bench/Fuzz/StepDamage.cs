namespace Hopguard.Bench.Fuzz;

/// <summary>
/// Items of lists moved, doubled, taken out, or taken from any other file, line by line, and words put in the place of others of the same file: mostly still readable, so that the
/// analysis has to make sense of it.
/// </summary>
internal sealed class StepDamage(FuzzOriginals originals) : IDamage
{
    private const string Item = "  - ";
    private static readonly char[] Separators = [' ', '\n', ',', '{', '}', '[', ']', '"', ':'];
    private readonly string[] _items = [.. originals.Texts.SelectMany(text => text.Split('\n')).Where(IsItem)];

    /// <inheritdoc />
    public string Name => "steps";

    /// <inheritdoc />
    public string Damage(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            if (random.Next(2) == 0)
                Exchange(lines, random);
            else
                Edit(lines, random);
        }

        return string.Join('\n', lines);
    }

    private void Edit(List<string> lines, Random random)
    {
        var items = Enumerable.Range(0, lines.Count).Where(at => IsItem(lines[at])).ToList();
        if (items.Count == 0)
            return;

        var (from, to) = (random.Of(items), random.Of(items));
        var line = lines[from];
        if (random.Next(3) > 0)
            lines.RemoveAt(from);

        if (random.Next(3) > 0)
            lines.Insert(Math.Min(to, lines.Count), random.Next(3) == 0 ? random.Of(_items) : line);
    }

    private static void Exchange(List<string> lines, Random random)
    {
        var words = random.Of(lines).Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var others = random.Of(lines).Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var at = random.Next(lines.Count);
        if (words.Length > 0 && others.Length > 0)
            lines[at] = lines[at].Replace(random.Of(words), random.Of(others), StringComparison.Ordinal);
    }

    private static bool IsItem(string line) => line.StartsWith(Item, StringComparison.Ordinal);
}
