namespace Hopguard.Plans;

/// <summary>Does the same with many things at once, in their order.</summary>
internal static class Concurrently
{
    // Fewer are done before the first helper would have started.
    private const int Few = 32;

    /// <summary>
    /// What a function makes of each item, in the order of items. The calling thread works too and waits for no thread that has not begun, so that a compiler whose
    /// threads are all busy loses nothing by it.
    /// </summary>
    /// <param name="items">The items.</param>
    /// <param name="function">A function without side effects.</param>
    public static TResult[] Select<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> function)
    {
        var results = new TResult[items.Count];
        if (items.Count < Few)
        {
            for (var i = 0; i < results.Length; i++)
                results[i] = function(items[i]);
        }
        else
        {
            Parallel.For(0, results.Length, i => results[i] = function(items[i]));
        }

        return results;
    }
}
