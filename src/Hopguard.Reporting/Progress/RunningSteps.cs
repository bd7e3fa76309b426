namespace Hopguard.Reporting.Progress;

/// <summary>The steps that go on, in the order in which they began.</summary>
internal sealed class RunningSteps(TimeProvider clock)
{
    private readonly List<RunningStep> _steps = [];

    public IReadOnlyList<RunningStep> All => _steps;

    public RunningStep Begin(string id, int number, int total, string description, bool isUndo = false)
    {
        End(id);
        var step = new RunningStep(id, number, total, description, isUndo, clock);
        _steps.Add(step);
        return step;
    }

    public RunningStep? Find(string id) => _steps.Find(step => step.Id == id);

    /// <summary>The step; one that was never announced has no number.</summary>
    public RunningStep Of(string id) => Find(id) ?? new RunningStep(id, 0, 0, string.Empty, isUndo: false, clock);

    /// <summary>The step, which does not go on any more.</summary>
    public RunningStep End(string id)
    {
        var step = Of(id);
        _steps.Remove(step);
        return step;
    }

    public void Clear() => _steps.Clear();
}
