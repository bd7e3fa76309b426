namespace Cake.Frosting;

/// <summary>The tasks, or the way in which the host was asked to run them, cannot be used.</summary>
public sealed class FrostingException : Exception
{
    /// <summary>Makes an error.</summary>
    public FrostingException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error that another one caused.</summary>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
