using Hopguard.Engine.Ports;

namespace Hopguard.Engine.Reports;

/// <summary>A deployment and its runs as they were found, for people and programs.</summary>
public sealed record DeploymentReport
{
    /// <summary>The application's title.</summary>
    public required string Application { get; init; }

    /// <summary>The deployment's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Where its runs are kept.</summary>
    public required string StateFolder { get; init; }

    /// <summary>How it stands.</summary>
    public required DeploymentCondition Condition { get; init; }

    /// <summary>That in one sentence.</summary>
    public required string Told { get; init; }

    /// <summary>What is installed; null where that could not be found.</summary>
    public DeploymentSnapshot? Installed { get; init; }

    /// <summary>Why not, with a remedy; null where it could.</summary>
    public HopguardException? Problem { get; init; }

    /// <summary>Since when users have no answer because of a run that is not over; null where they have one, or no run is known to have taken it.</summary>
    public DateTimeOffset? DownSince { get; init; }

    /// <summary>Its services, running or not, as the engine has them; those of the newest run's beginning where there is no container.</summary>
    public required IReadOnlyList<ServiceReport> Services { get; init; }

    /// <summary>Its stores and their volumes, from the same source.</summary>
    public required IReadOnlyDictionary<string, StorePlace> Stores { get; init; }

    /// <summary>Its runs, oldest first.</summary>
    public required IReadOnlyList<RunReport> Runs { get; init; }

    /// <summary>Command lines that can be typed now.</summary>
    public required IReadOnlyList<string> Next { get; init; }
}

/// <summary>A service of a deployment.</summary>
/// <param name="Service">The compose service.</param>
/// <param name="Container">Its container.</param>
/// <param name="Status">The engine's word for it: <c>running</c>, <c>exited</c>; <c>gone</c> where there is no container, <c>unknown</c> where the engine does not answer.</param>
/// <param name="Image">The image reference.</param>
public sealed record ServiceReport(string Service, string Container, string Status, string Image);

/// <summary>How a deployment stands.</summary>
public enum DeploymentCondition
{
    /// <summary>The application runs, and no run waits for anything.</summary>
    Idle,

    /// <summary>A process works on it now.</summary>
    WorkedOn,

    /// <summary>The new version runs and waits for the operator's acceptance.</summary>
    AwaitingAcceptance,

    /// <summary>The new version waits for the operator's acceptance, but is not seen to run.</summary>
    NotAnswering,

    /// <summary>A run was interrupted and can be continued.</summary>
    Interrupted,

    /// <summary>A run stopped at a failure, and nothing was rolled back.</summary>
    Failed,

    /// <summary>What runs could not be found out.</summary>
    Unknown,
}
