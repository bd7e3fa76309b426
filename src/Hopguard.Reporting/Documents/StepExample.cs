using System.Collections.Immutable;
using System.Globalization;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Reporting.Documents;

/// <summary>A step as one writes it, with the keys that it requires, and with what the analysis cannot know unless it is declared.</summary>
internal static class StepExample
{
    public static string Of(StepKind kind)
    {
        var required = kind.Keys.Where(key => key.Required || key.ValueType == typeof(StoreUse)).Select(key => $"{key.Name}: {Value(key)}").ToList();
        return required.Count == 0 ? $"- {kind.Name}: {{}}" : $"- {kind.Name}: {{ {string.Join(", ", required)} }}";
    }

    private static string Value(StepKey key) => key.ValueType switch
    {
        var type when type == typeof(ImmutableArray<Name>) => $"[{Text(key.Attribute)}]",
        var type when type == typeof(int) || type == typeof(double) => Math.Max(1, key.Attribute.Minimum).ToString(CultureInfo.InvariantCulture),
        var type when type == typeof(bool) => "true",
        var type when type == typeof(ReleaseVersion) => "2.3.0",
        var type when type == typeof(StoreUse) => StoreUse.Nothing,
        _ => Text(key.Attribute),
    };

    private static string Text(KeyAttribute key) => key.Refers switch
    {
        Reference.Store => key.StoreKinds.Contains(StoreKind.Volume) ? "media" : "database",
        Reference.Service => "server",
        Reference.None => Form(key),
        Reference.Proof => "trial",
        Reference.New => Named(key.Makes),
        var reference => Named(reference),
    };

    private static string Named(Reference reference) => reference == Reference.Copy ? "dump" : reference.ToString().ToLowerInvariant();

    private static string Form(KeyAttribute key) => key.Form switch
    {
        ValueForm.RelativePath => "docker-compose.yml",
        ValueForm.Sha256 => new string('0', 64),
        ValueForm.PruneScope => "images",
        ValueForm.ImageTag => "v2.3.0",
        ValueForm.Variable => "APP_VERSION",
        ValueForm.SettingValue => "v2.3.0",
        ValueForm.Text when key.Name == "archive" => "\"https://example.org/v2.3.0.zip\"",
        _ => $"a-{key.Name}",
    };
}
