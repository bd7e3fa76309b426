using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Steps;

/// <summary>What a handler may know about the run it works for.</summary>
public sealed class StepContext
{
    private Application? _seen;

    /// <summary>The run's id: part of every name Hopguard makes.</summary>
    public required string RunId { get; init; }

    /// <summary>The application.</summary>
    public required Application Application
    {
        get => _seen ??= field.As(field.FindRelease(Before.Version), Plan.TargetIn(field));
        init;
    }

    /// <summary>The plan.</summary>
    public required Plan Plan { get; init; }

    /// <summary>The operator's wishes.</summary>
    public required RunOptions Options { get; init; }

    /// <summary>The hops that come behind this one on its route: their copies lie beside those of this run until all is accepted.</summary>
    public IReadOnlyList<Plan> LaterHops { get; init; } = [];

    /// <summary>The run of the first hop of the route; null where the run is of none.</summary>
    public string? RouteId { get; init; }

    /// <summary>The deployment as it was found when the run began.</summary>
    public required DeploymentSnapshot Before { get; init; }

    /// <summary>Where the run keeps its copies and evidence, on the deployment's host.</summary>
    public required RunFolder Folder { get; init; }

    /// <summary>What is known about copies, trials and sources.</summary>
    public required EvidenceStore Evidence { get; init; }

    /// <summary>What this step must remember across a kill; written and flushed to the journal before the call returns.</summary>
    public required StepMemory Memory { get; init; }

    /// <summary>Progress of long work.</summary>
    public required IProgress<StepProgress> Progress { get; init; }

    /// <summary>A line for the log of the run, which a screen shows only where all is to be told.</summary>
    public required Action<string> Log { get; init; }

    /// <summary>What hinders nothing and what whoever runs it has to know, such as an edit that the upgrade leaves behind; shown unless the verdict alone is wanted.</summary>
    public required Action<string> Warn { get; init; }

    /// <summary>What tells the time and waits; tests have one that they turn.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Whether a step of the plan was begun in this run: what none has touched needs no way back.</summary>
    public Func<Step, bool> HasBegun { get; init; } = static _ => true;

    /// <summary>What the steps behind this one will refuse and can be known now, one clause each.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<string>>> Foresee { get; init; } = static _ => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Reads a copy's files again and keeps with it what was found; null when all are as recorded, else what differs.</summary>
    public async Task<string?> FindDamageAsync(CopyEvidence copy, CancellationToken cancellationToken)
    {
        var damage = await EvidenceStore.RecheckAsync(copy, Progress, cancellationToken);
        Evidence.NoteRecheck(copy, damage, Clock.GetUtcNow());
        return damage;
    }

    /// <summary>Whether the plan changes the version, and so has a target beside what runs.</summary>
    public bool IsHop => Plan.To is not null;

    /// <summary>The release that the plan leads to; for a procedure the installed one.</summary>
    public Release TargetRelease =>
        (Plan.To is null ? Application.FindRelease(Before.Version) : Plan.TargetIn(Application))
        ?? throw new HopguardException($"Release '{Plan.To?.ToString() ?? Before.Version}' is not listed in '{Application.Path}'", "Add it under 'releases'");
}
