using System.Collections.Immutable;
using System.Globalization;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Reads one value of a key; what does not fit becomes a finding and null.</summary>
internal sealed class ValueReader(FindingSink findings)
{
    public Name? Name(string key, Node node, ValueForm form)
    {
        if (Scalar(key, node, "one text") is not { } scalar)
            return null;

        var problem = ValueForms.Problem(scalar.Text, form);
        if (problem is null)
            return new Name(scalar.Text, scalar.Place);

        Report(scalar, $"Value {Quote.Of(scalar.Text)} of key '{key}' {problem}");
        return null;
    }

    public ImmutableArray<Name>? Names(string key, Node node, ValueForm form)
    {
        if (node is not ListNode { Items.Length: > 0 } list)
        {
            Report(node, $"Key '{key}' takes a list of at least one; write [a, b], or leave the key out");
            return null;
        }

        var names = list.Items.Select(item => Name(key, item, form)).ToList();
        return names.Contains(null) ? null : [.. names.Select(name => name!)];
    }

    public int? Integer(string key, Node node, double minimum, double maximum)
    {
        if (Scalar(key, node, "a whole number") is not { } scalar)
            return null;

        if (scalar.IsPlain && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
            return number;

        Report(scalar, $"Value {Quote.Of(scalar.Text)} of key '{key}' is no whole number from {Text(minimum)} to {Text(maximum)}; write one");
        return null;
    }

    public double? Number(string key, Node node, double minimum, double maximum)
    {
        if (Scalar(key, node, "a number") is not { } scalar)
            return null;

        if (scalar.IsPlain && double.TryParse(scalar.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
            return number;

        Report(scalar, $"Value {Quote.Of(scalar.Text)} of key '{key}' is no number from {Text(minimum)} to {Text(maximum)}; write one");
        return null;
    }

    public bool? Flag(string key, Node node)
    {
        if (Scalar(key, node, "true or false") is not { } scalar)
            return null;

        if (scalar is { IsPlain: true, Text: "true" or "false" })
            return scalar.Text == "true";

        Report(scalar, $"Value {Quote.Of(scalar.Text)} of key '{key}' is neither true nor false; write one of them");
        return null;
    }

    public ReleaseVersion? Version(string key, Node node)
    {
        if (Scalar(key, node, "a version") is not { } scalar)
            return null;

        if (ReleaseVersion.TryParse(scalar.Text, out var version))
            return version;

        Report(scalar, $"Value {Quote.Of(scalar.Text)} of key '{key}' is no version; write three numbers such as 2.3.0");
        return null;
    }

    private ScalarNode? Scalar(string key, Node node, string expected)
    {
        if (node is ScalarNode { IsEmpty: false } scalar)
            return scalar;

        Report(node, $"Key '{key}' takes {expected}; write it behind the colon");
        return null;
    }

    private void Report(Node node, string message) => findings.Report(SyntaxRules.WrongValue, node.Place, message);

    private static string Text(double limit) => limit.ToString(CultureInfo.InvariantCulture);
}
