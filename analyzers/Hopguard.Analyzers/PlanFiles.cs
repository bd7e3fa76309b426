using Hopguard.Plans.Reading;
using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers;

/// <summary>Tells plans among a compilation's additional files.</summary>
internal static class PlanFiles
{
    /// <summary>Whether a file is YAML below a folder named <c>plans</c>.</summary>
    public static bool IsPlan(AdditionalText file)
    {
        var path = file.Path.Replace('\\', '/');
        return PlanFile.IsYaml(path)
            && (path.StartsWith("plans/", StringComparison.OrdinalIgnoreCase) || path.IndexOf("/plans/", StringComparison.OrdinalIgnoreCase) >= 0);
    }

    /// <summary>Whether a file lies below a folder named <c>compose</c>.</summary>
    public static bool MayBeCompose(PlanFile file) => file.Folder.Replace('\\', '/').Split('/').Contains("compose", StringComparer.Ordinal);

    /// <summary>The file with its text; one that cannot be opened reads as empty, which is a finding.</summary>
    public static PlanFile Read(AdditionalText file, CancellationToken cancellationToken) =>
        new(file.Path, file.GetText(cancellationToken)?.ToString() ?? string.Empty);
}
