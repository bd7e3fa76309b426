using System.Collections.Immutable;
using System.Globalization;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Reads one value of a key; what does not fit becomes a finding and null.</summary>
internal sealed class ValueReader(FindingSink findings)
{
    // Steps look at every name of a list: what has more was made to be slow.
    private const int MostNames = 500;
    private static readonly string[] Words = ["no", "one", "two", "three", "four"];

    public Name? Name(string key, Node node, ValueForm form)
    {
        if (Scalar(key, node, new("one text", "テキストを 1 つ")) is not { } scalar)
            return null;

        if (ValueForms.Problem(scalar.Text, form) is not { } problem)
            return new Name(scalar.Text, scalar.Place);

        Report(scalar, Subject(key, scalar, problem));
        return null;
    }

    public ImmutableArray<Name>? Names(string key, Node node, ValueForm form)
    {
        if (node is not ListNode { Items.Length: > 0 } list)
        {
            Report(node, new(
                $"Key '{key}' takes a list of at least one; write [a, b], or leave the key out",
                $"キー '{key}' は 1 つ以上のリストを取ります。[a, b] のように書くか、キーを省いてください"));
            return null;
        }

        if (list.Items.Length > MostNames)
        {
            Report(list.Items[MostNames], new(
                $"Key '{key}' takes a list of at most {MostNames}; leave out what is from here on",
                $"キー '{key}' のリストは {MostNames} 個までです。ここから先を取り除いてください"));
            return null;
        }

        var names = ImmutableArray.CreateBuilder<Name>(list.Items.Length);
        foreach (var item in list.Items)
        {
            if (Name(key, item, form) is { } name)
                names.Add(name);
        }

        return names.Count == list.Items.Length ? names.MoveToImmutable() : null;
    }

    public int? Integer(string key, Node node, double minimum, double maximum)
    {
        if (Scalar(key, node, new("a whole number", "整数")) is not { } scalar)
            return null;

        if (scalar.IsPlain && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
            return number;

        Report(scalar, Subject(key, scalar, new(
            $"is no whole number from {Text(minimum)} to {Text(maximum)}; write one",
            $"は {Text(minimum)} から {Text(maximum)} までの整数ではありません。その範囲の整数を書いてください")));
        return null;
    }

    public double? Number(string key, Node node, double minimum, double maximum)
    {
        if (Scalar(key, node, new("a number", "数値")) is not { } scalar)
            return null;

        if (scalar.IsPlain && double.TryParse(scalar.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
            return number;

        Report(scalar, Subject(key, scalar, new(
            $"is no number from {Text(minimum)} to {Text(maximum)}; write one",
            $"は {Text(minimum)} から {Text(maximum)} までの数値ではありません。その範囲の数値を書いてください")));
        return null;
    }

    public bool? Flag(string key, Node node)
    {
        if (Scalar(key, node, new("true or false", "true か false")) is not { } scalar)
            return null;

        if (scalar is { IsPlain: true, Text: "true" or "false" })
            return scalar.Text == "true";

        Report(scalar, Subject(key, scalar, new("is neither true nor false; write one of them", "は true でも false でもありません。どちらかを書いてください")));
        return null;
    }

    public ReleaseVersion? Version(string key, Node node, VersionScheme scheme)
    {
        if (Scalar(key, node, new("a version", "バージョン")) is not { } scalar)
            return null;

        if (scheme.TryRead(scalar.Text, out var version))
            return version;

        Report(scalar, Subject(key, scalar, Misfit(scheme)));
        return null;
    }

    /// <summary>Versions from one to another: <c>1.5.0..2.47.0</c>, <c>2.4.0..</c>, <c>..2.3.0</c>; or one alone.</summary>
    public VersionRange? Range(string key, Node node, VersionScheme scheme)
    {
        if (node is not ScalarNode scalar || scalar.Text.IndexOf(VersionRange.Between, StringComparison.Ordinal) is not (var between and >= 0))
            return Version(key, node, scheme) is { } only ? new VersionRange(only, only) : null;

        var ends = new[] { scalar.Text.Substring(0, between), scalar.Text.Substring(between + VersionRange.Between.Length) };
        var versions = ends.Select(end => scheme.TryRead(end, out var version) ? version : null).ToList();
        if (ends.Zip(versions, (end, version) => end.Length > 0 && version is null).Contains(true) || versions.TrueForAll(version => version is null))
        {
            Report(scalar, Subject(key, scalar, new(
                $"is no range of versions; write two such as {scheme.Example}{VersionRange.Between}{scheme.Example}, or leave one of them out",
                $"はバージョンの範囲ではありません。{scheme.Example}{VersionRange.Between}{scheme.Example} のように 2 つ書くか、一方を省いてください")));
            return null;
        }

        if (versions[0] is { } first && versions[1] is { } last && first > last)
        {
            Report(scalar, Subject(key, scalar, new("is empty, since it begins with the newer version; write the older one first", "は新しい方のバージョンから始まっているため空です。古い方を先に書いてください")));
            return null;
        }

        return new VersionRange(versions[0], versions[1]);
    }

    /// <summary>PostgreSQL majors from one to another: <c>10..17</c>; or one alone.</summary>
    public MajorRange? Majors(string key, Node node)
    {
        if (Scalar(key, node, new("a major of PostgreSQL", "PostgreSQL のメジャーバージョン")) is not { } scalar)
            return null;

        var ends = scalar.Text.Split(new[] { VersionRange.Between }, StringSplitOptions.None);
        var majors = ends.Select(end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major is >= MajorRange.Oldest and <= MajorRange.Newest ? major : 0).ToList();
        if (majors.Count <= 2 && !majors.Contains(0) && majors[0] <= majors[majors.Count - 1])
            return new MajorRange(majors[0], majors[majors.Count - 1]);

        Report(scalar, Subject(key, scalar, new(
            $"is no major of PostgreSQL and no range of them from {MajorRange.Oldest} to {MajorRange.Newest}; write 17, or 10{VersionRange.Between}17 with the older one first",
            $"は {MajorRange.Oldest} から {MajorRange.Newest} までの PostgreSQL のメジャーバージョンでも、その範囲でもありません。17 か、古い方を先にして 10{VersionRange.Between}17 のように書いてください")));
        return null;
    }

    // What an application says of its versions is named, so that a misfit of the scheme is not taken for one of the value.
    private static Message Misfit(VersionScheme scheme)
    {
        var numbers = scheme.Fewest == scheme.Most ? new Message(Words[scheme.Most], $"{scheme.Most} つの数") : new($"{Words[scheme.Fewest]} to {Words[scheme.Most]}", $"{scheme.Fewest} から {scheme.Most} つの数");
        return new(
            $"is no version; write {numbers.English} numbers such as {scheme.Example}",
            $"はバージョンではありません。{scheme.Example} のように {numbers.Japanese}で書いてください");
    }

    private ScalarNode? Scalar(string key, Node node, Message expected)
    {
        if (node is ScalarNode { IsEmpty: false } scalar)
            return scalar;

        Report(node, new($"Key '{key}' takes {expected.English}; write it behind the colon", $"キー '{key}' は{expected.Japanese}を取ります。コロンの後に書いてください"));
        return null;
    }

    private static Message Subject(string key, ScalarNode scalar, Message problem) =>
        new($"Value {Quote.Of(scalar.Text)} of key '{key}' {problem.English}", $"キー '{key}' の値 {Quote.Of(scalar.Text)} {problem.Japanese}");

    private void Report(Node node, Message message) => findings.Report(SyntaxRules.WrongValue, node.Place, message);

    private static string Text(double limit) => limit.ToString(CultureInfo.InvariantCulture);
}
