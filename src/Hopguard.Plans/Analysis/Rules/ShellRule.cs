using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>A rule about what steps run as text, and about the typed steps that make the same mistake.</summary>
public abstract class ShellRule : PlanRule
{
    /// <inheritdoc />
    public sealed override IEnumerable<Finding> Check(Trace trace) =>
        trace.ShellLines.IsEmpty ? CheckSteps(trace) : trace.ShellLines.SelectMany(line => Check(line, trace)).Concat(CheckSteps(trace));

    /// <summary>Judges one line.</summary>
    public abstract IEnumerable<Finding> Check(ShellLine line, Trace trace);

    /// <summary>Judges the typed steps.</summary>
    protected virtual IEnumerable<Finding> CheckSteps(Trace trace) => [];
}
