using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>
/// The steps of a plan for many pairs of versions as they are written, and what was made of them: most mean the same for most pairs, and are made once. A step is known by the node that it is written as, and by
/// the texts that its placeholders stood for.
/// </summary>
internal sealed class KnownSteps(ListNode written) : WrittenSteps
{
    // A step that is another for every pair is not worth the memory.
    private const int MostTexts = 16;

    private readonly ConditionalWeakTable<ScalarNode, Known> _known = new();

    /// <summary>All of them.</summary>
    public ListNode Written => written;

    /// <summary>What is known of a step, by the word for its kind.</summary>
    public Known Of(ScalarNode kind) => _known.GetValue(kind, _ => new Known());

    /// <summary>What is known of one step.</summary>
    public sealed class Known
    {
        private readonly ConcurrentDictionary<string, Step> _steps = new(StringComparer.Ordinal);

        /// <summary>Its condition, once it was read; null before, and where it has none.</summary>
        public StepCondition? Condition { get; set; }

        /// <summary>The step for these texts; null where none was made yet.</summary>
        public Step? Find(string texts) => _steps.TryGetValue(texts, out var step) ? step : null;

        /// <summary>Keeps the step for these texts.</summary>
        public void Keep(string texts, Step step)
        {
            if (_steps.Count < MostTexts)
                _steps.TryAdd(texts, step);
        }
    }
}
