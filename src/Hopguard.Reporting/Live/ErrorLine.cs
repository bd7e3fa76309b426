using Hopguard.Reporting.Dialects;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Live;

/// <summary>The error of a call that no run tells: what it says may be what somebody typed, so it is made harmless; a CI job shows it on its page.</summary>
public static class ErrorLine
{
    private const string Title = "Hopguard";

    /// <summary>The lines to write.</summary>
    /// <param name="lead">What stands before it in a log: <c>Error: </c>.</param>
    /// <param name="message">What happened.</param>
    /// <param name="next">What to do about it, shown beside it where only it is seen.</param>
    /// <param name="kind">What the lines go to.</param>
    public static IReadOnlyList<string> Of(string lead, string message, string? next, OutputKind kind)
    {
        var told = Quotation.Of(message);
        return CiDialect.For(kind).Error(Title, string.Join('\n', next is null ? [told.Sentence, .. told.End] : [told.Sentence, .. told.End, Untrusted.Line(next)])) is { } command
            ? [command]
            : [lead + told.Sentence, .. told.All];
    }
}
