namespace Hopguard.Plans.Reading;

/// <summary>On some damaged text the YAML parser trips over an assertion of its own instead of reporting an error.</summary>
internal static class ParserDefect
{
    /// <summary>Whether an exception is such a defect.</summary>
    public static bool Is(Exception exception) => exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException;
}
