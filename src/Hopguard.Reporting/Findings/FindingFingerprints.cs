using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hopguard.Plans.Findings;

namespace Hopguard.Reporting.Findings;

/// <summary>
/// Recognises a finding in the next version of its file: by the rule and the text of its line, so that lines above it may come and go. Equal lines with equal
/// findings are told apart by their order, hence one of these for every report.
/// </summary>
internal sealed class FindingFingerprints(Func<string, string?> sources)
{
    private readonly Dictionary<string, string[]> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    public string Of(Finding finding)
    {
        var subject = $"{finding.Rule.Id}\n{finding.Place.Path.Replace('\\', '/')}\n{LineOf(finding)}";
        _seen[subject] = _seen.GetValueOrDefault(subject) + 1;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(subject));
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(hash.AsSpan(0, 16))}:{_seen[subject]}");
    }

    // The indentation is left out: a list that moves in or out is still the same list.
    private string LineOf(Finding finding)
    {
        var path = finding.Place.Path;
        if (!_lines.TryGetValue(path, out var lines))
            _lines[path] = lines = (sources(path) ?? string.Empty).ReplaceLineEndings("\n").Split('\n');
        return finding.Place.Line is > 0 and var line && line <= lines.Length ? lines[line - 1].Trim() : finding.Message.English;
    }
}
