namespace Hopguard.Bench.Fuzz;

/// <summary>A way in which a sound text becomes a hostile one.</summary>
internal interface IDamage
{
    /// <summary>Its name in reports.</summary>
    string Name { get; }

    /// <summary>The text, damaged.</summary>
    string Damage(string text, Random random);
}
