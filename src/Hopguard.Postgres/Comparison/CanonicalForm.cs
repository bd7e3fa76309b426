using Hopguard.Postgres.Fingerprints;

namespace Hopguard.Postgres.Comparison;

/// <summary>
/// How a definition is made canonical: the server is made to parse it, as part of something temporary, and to write it down again. Two texts with the same
/// result were parsed to the same thing.
/// </summary>
/// <param name="Statements">What makes the temporary thing; rolled back afterwards.</param>
/// <param name="Read">A query for the text as the server writes it.</param>
internal sealed record CanonicalForm(IReadOnlyList<string> Statements, string Read)
{
    private const string NotValid = " NOT VALID";

    /// <summary>The way for a text of a difference, or null where texts have to be equal as they are.</summary>
    public static CanonicalForm? For(Difference difference, string text, DatabaseFingerprint database)
    {
        var attributes = database.Objects.GetValueOrDefault(difference.Kind)?.GetValueOrDefault(difference.Name);
        return (difference.Kind, difference.Attribute) switch
        {
            ("view", "definition") => View(text),
            ("rule", "definition") => Rule(text, difference.Name),
            ("index", "definition") => OnTable(
                attributes!["on"], table => Redirect(text, attributes["on"], table), "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = @"),
            ("trigger", "definition") => OnTable(
                attributes!["on"], table => Redirect(text, attributes["on"], table), "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = @"),
            ("constraint", "definition") => Constraint(text, attributes!["on"]),
            ("policy", "using") => Policy(attributes!["on"], $"USING ({text})", "polqual"),
            ("policy", "check") => Policy(attributes!["on"], $"WITH CHECK ({text})", "polwithcheck"),
            ("column", "default") => Column(text, difference.Name, attributes!),
            ("function", "arguments") => Function(text, attributes!),
            _ => null,
        };
    }

    private static CanonicalForm View(string text) =>
        new([$"CREATE VIEW pg_temp.hopguard AS {text}"], "SELECT pg_get_viewdef('pg_temp.hopguard'::regclass)");

    private static CanonicalForm Rule(string text, string name) =>
        new([text.Replace("CREATE RULE", "CREATE OR REPLACE RULE", StringComparison.Ordinal)], $"""
            SELECT pg_get_ruledef(r.oid) FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE format('%I.%I.%I', n.nspname, c.relname, r.rulename) = {Literal(name)}
            """);

    private static CanonicalForm Constraint(string text, string on)
    {
        var definition = text.EndsWith(NotValid, StringComparison.Ordinal) ? text[..^NotValid.Length] : text;
        const string read = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'hopguard' AND ";
        if (!on.StartsWith("domain ", StringComparison.Ordinal))
            return OnTable(on["table ".Length..], table => $"ALTER TABLE {table} ADD CONSTRAINT hopguard {definition}", read + "conrelid = @");

        var domain = on["domain ".Length..];
        return new([$"ALTER DOMAIN {domain} ADD CONSTRAINT hopguard {definition}{NotValid}"], $"{read} contypid = {Literal(domain)}::regtype");
    }

    private static CanonicalForm Policy(string table, string clause, string column) => OnTable(
        table, copy => $"CREATE POLICY hopguard ON {copy} {clause}", $"SELECT pg_get_expr({column}, polrelid) FROM pg_policy WHERE polrelid = @");

    private static CanonicalForm Column(string text, string name, SortedDictionary<string, string> attributes)
    {
        var clause = attributes.ContainsKey("generated") ? $"GENERATED ALWAYS AS ({text}) STORED" : $"DEFAULT {text}";
        var table = name[..name.LastIndexOf(name.EndsWith('"') ? ".\"" : ".", StringComparison.Ordinal)];
        return OnTable(
            table, copy => $"ALTER TABLE {copy} ADD COLUMN hopguard {attributes["type"]} {clause}", "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = @");
    }

    private static CanonicalForm Function(string text, SortedDictionary<string, string> attributes) => new(
        [$"CREATE FUNCTION pg_temp.hopguard({text}) RETURNS {attributes["returns"]} LANGUAGE sql AS ''"],
        "SELECT pg_get_function_arguments('pg_temp.hopguard'::regproc)");

    // The temporary table has the name of the real one, for a definition with a query in it names its columns by that. '@' in the query stands for the table.
    private static CanonicalForm OnTable(string table, Func<string, string> statement, string read)
    {
        var copy = "pg_temp" + table[table.IndexOf(table.StartsWith('"') ? "\"." : ".", 1, StringComparison.Ordinal)..].TrimStart('"');
        return new([$"CREATE TABLE {copy} (LIKE {table})", statement(copy)], read.Replace("@", $"{Literal(copy)}::regclass", StringComparison.Ordinal));
    }

    private static string Redirect(string text, string from, string to) => text
        .Replace($" ON ONLY {from} ", $" ON {to} ", StringComparison.Ordinal)
        .Replace($" ON {from} ", $" ON {to} ", StringComparison.Ordinal);

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
