using System.Collections.Immutable;
using System.Globalization;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Fixes;

/// <summary>One change of a plan's text.</summary>
public abstract record Repair
{
    /// <summary>What is done, for people.</summary>
    public abstract Message What { get; }

    /// <summary>
    /// Whether the plan afterwards does all that it did before, in another order or with more checks and copies. One that takes a step away or changes what is
    /// destroyed is not.
    /// </summary>
    public abstract bool IsSafe { get; }

    /// <summary>How much of the plan changes: of two ways the smaller one is better.</summary>
    internal abstract int Cost { get; }

    /// <summary>So many changes of this kind, for people.</summary>
    internal abstract Message Count(int number);

    private protected static Message Counted(int number, string one, string more, string japanese) =>
        new($"{number.ToString(CultureInfo.InvariantCulture)} {(number == 1 ? one : more)}", $"{japanese} {number.ToString(CultureInfo.InvariantCulture)} 件");

    /// <summary>The text afterwards.</summary>
    internal abstract string Apply(Draft draft);

    /// <summary>The steps afterwards, by their places in the text; null where only the text tells them.</summary>
    /// <param name="steps">The steps, in the order of the text; null for one that does not belong to the hop of a pair.</param>
    /// <param name="read">What steps that come in at a place mean for the pair.</param>
    internal virtual ImmutableArray<Step?>? StepsOf(ImmutableArray<Step?> steps, Func<Template, int, ImmutableArray<Step>> read) => null;
}
