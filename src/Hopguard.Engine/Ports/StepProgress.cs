namespace Hopguard.Engine.Ports;

/// <summary>How far a long piece of work is.</summary>
/// <param name="Activity">What is going on: <c>dumping 'notes'</c>.</param>
/// <param name="Done">Amount done.</param>
/// <param name="Total">Amount in all, or null when it is not known.</param>
/// <param name="Unit">What is counted.</param>
public sealed record StepProgress(string Activity, long Done, long? Total, ProgressUnit Unit);

/// <summary>What progress counts.</summary>
public enum ProgressUnit
{
    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Rows of tables.</summary>
    Rows,

    /// <summary>Things: images, tables, migrations.</summary>
    Items,

    /// <summary>Seconds of waiting.</summary>
    Seconds,
}
