using System.Globalization;

namespace Hopguard.Plans.Model;

/// <summary>The PostgreSQL majors from one to another, both included.</summary>
/// <param name="First">The oldest.</param>
/// <param name="Last">The newest.</param>
public sealed record MajorRange(int First, int Last)
{
    /// <summary>The oldest major that an application's file may name.</summary>
    public const int Oldest = 8;

    /// <summary>The newest major that an application's file may name.</summary>
    public const int Newest = 99;

    /// <summary>Whether it is one major alone.</summary>
    public bool IsOne => First == Last;

    /// <summary>Whether a major lies in it.</summary>
    public bool Contains(int major) => major >= First && major <= Last;

    /// <summary>As a plan writes it: <c>10..17</c>, or <c>17</c> for one alone.</summary>
    public override string ToString() => IsOne ? First.ToString(CultureInfo.InvariantCulture) : string.Format(CultureInfo.InvariantCulture, "{0}{1}{2}", First, VersionRange.Between, Last);
}
