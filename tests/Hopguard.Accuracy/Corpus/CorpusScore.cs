namespace Hopguard.Accuracy.Corpus;

/// <summary>How often people and product agree over the corpus. A mistake counts once per plan.</summary>
/// <param name="Plans">The plans.</param>
public sealed record CorpusScore(IReadOnlyList<LabelledPlan> Plans)
{
    /// <summary>Mistakes that people see.</summary>
    public int Labelled => Plans.Sum(plan => plan.Label.Rules.Count);

    /// <summary>Mistakes that people see and for which there is no rule.</summary>
    public int Unlooked => Plans.Sum(plan => plan.Unlooked.Count);

    /// <summary>Mistakes that the product finds as well.</summary>
    public int Found => Plans.Sum(plan => plan.Found.Count);

    /// <summary>Findings that people do not share.</summary>
    public int FalseAlarms => Plans.Sum(plan => plan.FalseAlarms.Count);

    /// <summary>Plans of which both say exactly the same.</summary>
    public int Agreeing => Plans.Count(plan => plan.Agrees);

    /// <summary>The share of labelled mistakes that are found, among those that a rule looks for.</summary>
    public double Detection => Labelled == Unlooked ? 1 : (double)Found / (Labelled - Unlooked);

    /// <summary>The share of findings that are false.</summary>
    public double FalsePositives => Found + FalseAlarms == 0 ? 0 : (double)FalseAlarms / (Found + FalseAlarms);

    /// <summary>The share of plans with exactly the labelled mistakes.</summary>
    public double Strict => Plans.Count == 0 ? 1 : (double)Agreeing / Plans.Count;

    /// <summary>Those with lines of shell or commands, or those of typed steps alone.</summary>
    public CorpusScore Part(bool hasCommands) => new([.. Plans.Where(plan => plan.HasCommands == hasCommands)]);

    /// <summary>Every rule that is labelled or raised, with how often it is labelled, found, missed and false.</summary>
    public IReadOnlyList<RuleScore> ByRule() =>
    [
        .. Plans.SelectMany(plan => plan.Label.Rules.Union(plan.Raised))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(rule => new RuleScore(
                rule,
                Plans.Count(plan => plan.Label.Rules.Contains(rule)),
                Plans.Count(plan => plan.Found.Contains(rule)),
                Plans.Count(plan => plan.Missed.Contains(rule)),
                Plans.Count(plan => plan.FalseAlarms.Contains(rule)))),
    ];
}

/// <summary>How often people and product agree about one rule.</summary>
/// <param name="Rule">Its id; the name of a mistake where no rule looks for it yet.</param>
/// <param name="Labelled">Plans in which people see the mistake.</param>
/// <param name="Found">Plans in which both do.</param>
/// <param name="Missed">Plans in which only people do.</param>
/// <param name="FalseAlarms">Plans in which only the product does.</param>
public sealed record RuleScore(string Rule, int Labelled, int Found, int Missed, int FalseAlarms);
