using System.Reflection;
using System.Xml.Linq;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Pages;

/// <summary>
/// A page for a browser in one file: nothing is loaded from anywhere and no script runs in it, whatever a name or a tool's message holds. It is well-formed XML too. No element is empty: a browser takes
/// <c>&lt;div/&gt;</c> for a beginning.
/// </summary>
internal static class Page
{
    // What is not allowed here is not loaded, even where something should get past the escaping.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    /// <summary>The page's text.</summary>
    /// <param name="title">Its title, and its first heading.</param>
    /// <param name="phrases">The language that it is written in.</param>
    /// <param name="content">What stands below the heading.</param>
    public static string Render(string title, Phrases phrases, params IEnumerable<object?> content)
    {
        var page = new XElement(
            "html", new XAttribute("lang", phrases.Language == Language.Japanese ? "ja" : "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", Policy)),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("title", Untrusted.Line(title)),
                new XElement("style", Style.Value)),
            new XElement("body", new XElement("main", new XElement("h1", Untrusted.Line(title)), content)));
        return "<!DOCTYPE html>\n" + page.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>A part of the page with its heading; null where nothing stands in it.</summary>
    public static XElement? Section(string heading, params IReadOnlyList<object?> content) =>
        content.All(part => part is null) ? null : new XElement("section", new XElement("h2", Untrusted.Line(heading)), content);

    /// <summary>A paragraph.</summary>
    public static XElement Paragraph(string text) => new("p", Untrusted.Line(text));

    /// <summary>Lines that stand as they are, to be copied; null where there are none.</summary>
    public static XElement? Block(IReadOnlyList<string> lines) => lines.Count == 0 ? null : new XElement("pre", string.Join('\n', lines.Select(Untrusted.Quoted)));

    /// <summary>A list; null where it would be empty.</summary>
    public static XElement? Bullets(IReadOnlyList<string> items) => items.Count == 0 ? null : new XElement("ul", items.Select(item => new XElement("li", Untrusted.Line(item))));

    /// <summary>A table, which on a narrow screen becomes a list of its rows with the heads before the cells; null where it would be empty.</summary>
    public static XElement? Table(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows) => rows.Count == 0 ? null : new XElement(
        "table",
        new XElement("thead", new XElement("tr", heads.Select(head => new XElement("th", new XAttribute("scope", "col"), Untrusted.Line(head))))),
        new XElement("tbody", rows.Select(row => new XElement("tr", row.Zip(heads, (cell, head) => new XElement("td", new XAttribute("data-head", Untrusted.Line(head)), Untrusted.Line(cell)))))));

    private static readonly Lazy<string> Style = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(stream);
        return "\n" + reader.ReadToEnd();
    });
}
