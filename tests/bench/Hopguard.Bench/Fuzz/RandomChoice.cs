namespace Hopguard.Bench.Fuzz;

/// <summary>Choices that damages make.</summary>
internal static class RandomChoice
{
    /// <summary>One of several things.</summary>
    public static T Of<T>(this Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>A text put in somewhere.</summary>
    public static string Insert(this Random random, string text, string piece) => text.Insert(random.Next(text.Length + 1), piece);
}
