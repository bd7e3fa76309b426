using System.Globalization;
using System.Xml.Linq;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Summaries;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Pages;

/// <summary>The steps of a run, each with what became of it and a bar that shows when it was worked on; the time without an answer for users is shaded behind all bars.</summary>
internal static class StepTimes
{
    /// <summary>The list, and what it leaves out.</summary>
    public static IReadOnlyList<XElement?> Of(RunReport report, Phrases phrases)
    {
        var scale = new TimeScale(report.TimeLine);
        var end = report.TimeLine.Attempts.Select(attempt => attempt.Ended).DefaultIfEmpty(report.StartedAt).Max();
        var silences = report.TimeLine.Silences.Select(silence => Bar("silent", scale, silence.Began, silence.Ended ?? end)).ToList();
        return
        [
            silences.Count == 0 ? null : new XElement("p", new XAttribute("class", "key"), Untrusted.Line(phrases["Shaded: the application gave users no answer"] + Outage(report, phrases))),
            new XElement("ol", new XAttribute("class", "times"), report.Steps.Select(step => Item(step, report.TimeLine, scale, silences, phrases))),
            Page.Bullets([.. scale.Rests.Select(rest => phrases[$"From {UtcTimes.Of(rest.Began)} to {UtcTimes.Of(rest.Ended)} nothing was worked on; the line is shorter there"])]),
        ];
    }

    private static string Outage(RunReport report, Phrases phrases) => RunSummary.Tell(report.Outage) is { } told ? $" ({phrases[told]})" : string.Empty;

    private static XElement Item(StepReport step, TimeLine times, TimeScale scale, IReadOnlyList<XElement> silences, Phrases phrases)
    {
        var attempts = times.Attempts.Where(attempt => attempt.StepId == step.Id).ToList();
        var summary = Quotation.Of(phrases[step.Summary]).Line;
        var time = StatusWords.TimeOf(step);
        return new XElement(
            "li",
            new XElement("span", new XAttribute("class", "step"), Untrusted.Line(step.Id)), " ",
            new XElement("span", new XAttribute("class", step.Status switch { StepStatus.Done => "status good", StepStatus.Failed => "status bad", _ => "status" }), phrases[StatusWords.Of(step.Status)]),
            new XElement("span", new XAttribute("class", "told"), " " + Untrusted.Line(string.Join(", ", new[] { attempts.Count == 0 ? string.Empty : UtcTimes.Of(attempts[0].Began), time }.Where(part => part.Length > 0)))),
            summary.Length == 0 ? null : new XElement("div", Untrusted.Line(summary)),
            attempts.Count == 0 ? null : new XElement(
                "div", new XAttribute("class", "track"), new XAttribute("aria-hidden", "true"),
                silences.Select(silence => new XElement(silence)),
                attempts.Select(attempt => Bar(attempt.HasFailed ? "failed" : attempt.IsUndo ? "undone" : "done", scale, attempt.Began, attempt.Ended))));
    }

    private static XElement Bar(string kind, TimeScale scale, DateTimeOffset began, DateTimeOffset ended)
    {
        var left = scale.PlaceOf(began);
        return new XElement(
            "span", new XAttribute("class", kind), new XAttribute("style", string.Create(CultureInfo.InvariantCulture, $"left:{left:0.##}%;width:{Math.Max(scale.PlaceOf(ended) - left, 0):0.##}%")), string.Empty);
    }
}
