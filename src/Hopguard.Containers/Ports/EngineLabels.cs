namespace Hopguard.Containers.Ports;

/// <summary>The labels by which Hopguard knows again what it made on an engine.</summary>
public static class EngineLabels
{
    /// <summary>The run that something was made for.</summary>
    public const string Run = "hopguard.run";

    /// <summary>The run of the first hop, where that run is part of a route of several hops.</summary>
    public const string Route = "hopguard.route";

    /// <summary>The compose project of that run.</summary>
    public const string Project = "hopguard.project";

    /// <summary>What it is for: <c>trial</c>, <c>retired</c>, <c>dump</c>, …</summary>
    public const string Role = "hopguard.role";

    /// <summary>On containers that live only as long as a call. Whoever takes the claim on the deployment removes those that an earlier owner left.</summary>
    public const string Tool = "hopguard.tool";
}
