namespace Hopguard.Lab;

/// <summary>The lab cannot do what was asked: the message says what happened, <see cref="Remedy"/> what to do about it.</summary>
/// <param name="what">The subject in quotes, then the fact, without a full stop.</param>
/// <param name="remedy">What to do, or null where trying again is all there is.</param>
/// <param name="inner">The cause.</param>
public sealed class LabException(string what, string? remedy = null, Exception? inner = null)
    : Exception(remedy is null ? what : $"{what}; {remedy}", inner)
{
    /// <summary>What to do about it.</summary>
    public string? Remedy { get; } = remedy;
}
