using System.Text;

namespace Hopguard.Bench.Fuzz;

/// <summary>Characters replaced by such as mean something to YAML.</summary>
internal sealed class SignDamage : IDamage
{
    private const string Signs = "{}[]:,-&*!|>'\"%@`#?\n\r \\<~0x$.=";

    /// <inheritdoc />
    public string Name => "signs";

    /// <inheritdoc />
    public string Damage(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var edits = random.Next(1, 6); edits > 0 && damaged.Length > 0; edits--)
            damaged[random.Next(damaged.Length)] = Signs[random.Next(Signs.Length)];

        return damaged.ToString();
    }
}
