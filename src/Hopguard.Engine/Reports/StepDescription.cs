using System.Reflection;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Reports;

/// <summary>A step in one line for people.</summary>
public static class StepDescription
{
    /// <summary>The sentence that the step's kind carries.</summary>
    public static string Of(Step step) => step.GetType().GetCustomAttribute<StepKindAttribute>()?.Summary ?? step.Id;
}
