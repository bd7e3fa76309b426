using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>One file of steps: a hop between two versions or between many pairs of them, or a procedure that keeps the version (a backup).</summary>
public sealed record Plan
{
    /// <summary>The application's name.</summary>
    public required Model.Name Application { get; init; }

    /// <summary>The version it starts from; null for a procedure, and for a plan of many pairs.</summary>
    public ReleaseVersion? From { get; init; }

    /// <summary>The version it leads to; null for a procedure, and for a plan of many pairs.</summary>
    public ReleaseVersion? To { get; init; }

    /// <summary>Where <see cref="From"/> is written.</summary>
    public SourcePlace FromPlace { get; init; }

    /// <summary>Where <see cref="To"/> is written.</summary>
    public SourcePlace ToPlace { get; init; }

    /// <summary>The pairs of versions that it serves; null for a plan of one pair, also one that <c>PlanExpansion</c> made, and for a procedure.</summary>
    public PlanRange? Range { get; init; }

    /// <summary>What it changes below a version that stays, in a plan that <c>PlanExpansion</c> made; null in any other.</summary>
    public BaseChange? Base { get; init; }

    /// <summary>Whether it changes what is below the version and keeps that, as written or as <c>PlanExpansion</c> made it.</summary>
    public bool IsOfBase => Base is not null || Range?.Base is not null;

    /// <summary>Whether it was made of a plan for many pairs of versions by <c>PlanExpansion</c>: which of that plan's exceptions is needed, all of its pairs together say.</summary>
    public bool IsExpanded { get; init; }

    /// <summary>The hop's name where it is not called after the version it leads to; null where it is, and for a procedure.</summary>
    public string? Name { get; init; }

    /// <summary>The procedure's name; null for a hop.</summary>
    public string? Procedure { get; init; }

    /// <summary>Where <see cref="Procedure"/> is written.</summary>
    public SourcePlace ProcedurePlace { get; init; }

    /// <summary>One line for people.</summary>
    public required string Summary { get; init; }

    /// <summary>The section of the vendor's guide that this plan stands for.</summary>
    public string? Source { get; init; }

    /// <summary>Settings without which the target release does not work: environment variables of the compose files.</summary>
    public ImmutableArray<Model.Name> RequiredSettings { get; init; } = [];

    /// <summary>Compose files with which the source version is taken down; empty for those of the application.</summary>
    public ImmutableArray<Model.Name> StopFiles { get; init; } = [];

    /// <summary>Compose files with which the target version is started; empty for those of the application.</summary>
    public ImmutableArray<Model.Name> StartFiles { get; init; } = [];

    /// <summary>The steps, in order. Of a plan for many pairs they are all that any pair has: only their ids, places and arguments mean something.</summary>
    public required ImmutableArray<Step> Steps { get; init; }

    /// <summary>The exceptions written beside its steps.</summary>
    public PlanExceptions Exceptions { get; init; } = PlanExceptions.None;

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the file's text in UTF-8 (see <c>PlanHash</c>), in lower-case hexadecimal: what a run was started with.</summary>
    public required string Hash { get; init; }

    /// <summary>What the plan is called in targets and journals: <c>notes-2.3.0</c>, <c>notes-general</c>, <c>notes-backup</c>.</summary>
    public string Id => $"{Application.Text}-{Name ?? To?.ToString() ?? Procedure}";

    /// <summary>The release that it starts from, on the base that it finds; null where none is known.</summary>
    public Release? SourceIn(Application application) => Base?.From ?? (From is null ? null : application.FindRelease(From));

    /// <summary>The release that it leads to, on the base that it leads to; null where none is known.</summary>
    public Release? TargetIn(Application application) => Base?.To ?? (To is null ? null : application.FindRelease(To));
}
