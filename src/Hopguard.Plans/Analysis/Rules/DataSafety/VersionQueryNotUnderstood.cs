using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP032: the query for the version may do more than read.</summary>
public sealed class VersionQueryNotUnderstood : ApplicationRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP032",
        new("The query for the version may do more than read", "バージョンの問い合わせが読み取り以外のことをしうる"),
        new(
            "It runs again and again on the live database, before anything is copied; a transaction that cannot write does not keep functions from ending sessions, locking tables or starting programs.",
            "この問い合わせは、何もコピーされないうちから、稼働中のデータベースで繰り返し実行されます。書き込みのできないトランザクションでも、関数はセッションの切断、テーブルのロック、プログラムの起動ができます。"));

    // A transaction that cannot write still ends sessions, drops replication slots and starts programs: all of that is done by functions, or by SELECT INTO and locks.
    private static readonly HashSet<string> Reading = new(
        [
            "max", "min", "coalesce", "nullif", "concat", "concat_ws", "trim", "btrim", "ltrim", "rtrim", "lower", "upper", "substring", "substr", "left", "right", "replace", "translate",
            "regexp_replace", "split_part", "cast", "format", "string_agg", "array_agg", "array_to_string", "json_extract_path_text", "jsonb_extract_path_text", "convert_from", "decode", "encode",
            "count", "in", "and", "or", "not", "any", "all", "exists", "as", "from", "where", "select", "when", "then", "else", "case", "join", "on", "using", "by", "distinct", "values", "lateral", "over",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly Regex Literal = new("'([^']|'')*'", RegexOptions.CultureInvariant);
    private static readonly Regex Call = new(@"(?<name>[A-Za-z_""][A-Za-z0-9_$.""]*)\s*\(", RegexOptions.CultureInvariant);
    private static readonly Regex Writes = new(@"\b(into|for\s+(no\s+key\s+)?update|for\s+(key\s+)?share)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Application application, ImmutableArray<Plan> plans) =>
        from probe in application.Probes
        where probe.Source is VersionSource.Query
        let word = FirstUnknown(((VersionSource.Query)probe.Source).Sql)
        where word is not null
        select At(probe.Place, new(
            $"The query for the version uses {Quote.Of(word)}, of which it is not known that it only reads; select from tables and views, or read the version in another way",
            $"バージョンの問い合わせが、読み取りしか行わないとは限らない {Quote.Of(word)} を使っています。テーブルやビューから選択するか、別の方法でバージョンを読み取ってください"));

    private static string? FirstUnknown(string sql)
    {
        var code = Literal.Replace(sql, "''");
        return Call.Matches(code).Cast<Match>().Select(call => call.Groups["name"].Value).FirstOrDefault(name => !Reading.Contains(name))
            ?? (Writes.Match(code) is { Success: true } writes ? writes.Value : null);
    }
}
