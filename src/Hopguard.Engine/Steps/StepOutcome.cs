namespace Hopguard.Engine.Steps;

/// <summary>How a step ended.</summary>
public abstract record StepOutcome
{
    /// <summary>The step's end state holds; one line says so with numbers.</summary>
    public sealed record Done(string Summary) : StepOutcome;

    /// <summary>The step could not reach its end state.</summary>
    /// <param name="What">What happened, in one sentence.</param>
    /// <param name="Remedy">What to do about it, or null.</param>
    public sealed record Failed(string What, string? Remedy = null) : StepOutcome
    {
        /// <inheritdoc cref="HopguardException.AfterRollback" />
        public string? AfterRollback { get; init; }
    }

    /// <summary>The step's turn has not come: it waits for the operator's word. The run stops here without an error.</summary>
    public sealed record Waiting(string For) : StepOutcome;
}

/// <summary>What a look at the world says about a step that the journal leaves in doubt.</summary>
/// <param name="IsDone">Whether the step's end state holds already.</param>
/// <param name="Summary">What was seen.</param>
public sealed record Probe(bool IsDone, string Summary)
{
    /// <summary>The step has to be done (again).</summary>
    public static Probe NotDone(string summary = "not done") => new(false, summary);

    /// <summary>The step's end state holds.</summary>
    public static Probe Done(string summary) => new(true, summary);
}
