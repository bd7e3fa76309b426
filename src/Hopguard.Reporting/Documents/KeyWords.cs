using System.Collections.Immutable;
using System.Globalization;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Reporting.Documents;

/// <summary>What the value of a step's key may be, in words.</summary>
internal static class KeyWords
{
    public static string Value(StepKey key) => key.ValueType switch
    {
        var type when type == typeof(ImmutableArray<Name>) => $"list of at least one: {Text(key.Attribute)}",
        var type when type == typeof(int) => $"whole number{Range(key.Attribute)}",
        var type when type == typeof(double) => $"number{Range(key.Attribute)}",
        var type when type == typeof(bool) => "`true` or `false`",
        var type when type == typeof(ReleaseVersion) => "version, such as `2.3.0`",
        var type when type == typeof(StoreUse) => $"`{StoreUse.Nothing}`, or {string.Join(", ", StoreUse.Keys.Select(part => $"`{part.Name}` ({part.Attribute.Summary})"))}, each with a list of stores of the application",
        _ => Text(key.Attribute),
    };

    public static string Default(StepKey key) => (key.Required, key.Default) switch
    {
        (true, _) => "required",
        (_, bool flag) => flag ? "`true`" : "`false`",
        (_, IFormattable number and (int or double)) => $"`{number.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => "none",
    };

    private static string Text(KeyAttribute key) => key.Refers switch
    {
        Reference.Store => $"name of a store{Kinds(key)} of the application",
        Reference.Service => "name of a service of the application",
        Reference.Copy => $"name of a copy{Kinds(key)} that an earlier step took",
        Reference.Trial => "name of a trial that an earlier step made",
        Reference.Proof => $"name of a trial that an earlier step made, or `{VerifyCopy.ReadBack}`",
        Reference.Source => "name of a source that an earlier step fetched",
        Reference.New => $"new name of a {key.Makes.ToString().ToLowerInvariant()}",
        _ => Form(key.Form),
    };

    private static string Form(ValueForm form) => form switch
    {
        ValueForm.Name => "name: letters, digits, `.`, `_` and `-`, at most 63",
        ValueForm.TargetName => "name in lower case: letters, digits and single `-`",
        ValueForm.AbsolutePath => "folder, from the root and without `..`",
        ValueForm.RelativePath => "file, relative to the deployment's folder and without `..`",
        ValueForm.Sha256 => "64 hexadecimal digits",
        ValueForm.PruneScope => "`images`, `volumes` or `everything`",
        ValueForm.ImageTag => "tag of an image, with `@sha256:…` where a digest pins it",
        ValueForm.Variable => "name of a variable: letters, digits and `_`",
        ValueForm.SettingValue => "text of letters, digits and `_.,:/@%+=~^-`",
        _ => "text on one line",
    };

    private static string Kinds(KeyAttribute key) =>
        key.StoreKinds.Length == 0 ? string.Empty : $" (of kind {string.Join(" or ", key.StoreKinds.Select(kind => kind.ToString().ToLowerInvariant()))})";

    private static string Range(KeyAttribute key) => string.Create(CultureInfo.InvariantCulture, $", {key.Minimum} to {key.Maximum}");
}
