namespace Hopguard.Bench.Fuzz;

/// <summary>Lines moved, doubled, taken out, indented otherwise, or taken from any other file.</summary>
internal sealed class LineDamage(FuzzOriginals originals) : IDamage
{
    /// <inheritdoc />
    public string Name => "lines";

    /// <inheritdoc />
    public string Damage(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        for (var edits = random.Next(1, 6); edits > 0 && lines.Count > 1; edits--)
            Edit(lines, random.Next(lines.Count), random);

        return string.Join(random.Next(20) == 0 ? "\r\n" : "\n", lines);
    }

    private void Edit(List<string> lines, int at, Random random)
    {
        var line = lines[at];
        switch (random.Next(6))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(random.Next(lines.Count), line);
                break;
            case 2:
                lines.RemoveAt(at);
                lines.Insert(random.Next(lines.Count + 1), line);
                break;
            case 3:
                lines[at] = new string(' ', random.Next(9)) + line.TrimStart();
                break;
            case 4:
                lines.Insert(at, random.Of(random.Of(originals.Texts).Split('\n')));
                break;
            default:
                lines.RemoveRange(at, random.Next(lines.Count - at));
                break;
        }
    }
}
