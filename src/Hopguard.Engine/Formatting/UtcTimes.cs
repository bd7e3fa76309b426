using System.Globalization;

namespace Hopguard.Engine.Formatting;

/// <summary>Points in time as people read them, to the second, the same whatever the host's time zone is.</summary>
public static class UtcTimes
{
    private const string Form = "yyyy-MM-dd HH:mm:ss 'UTC'";

    /// <summary>Such as <c>2026-01-31 22:15:07 UTC</c>.</summary>
    public static string Of(DateTimeOffset time) => time.ToUniversalTime().ToString(Form, CultureInfo.InvariantCulture);
}
