using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Hopguard.Engine.Evidence;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Fingerprints;

/// <summary>
/// A query of <c>Catalogue/</c>. It gives the name of an object, a JSON object of its attributes (nulls are left out, so that what a major does not know and
/// what is not set look the same), and where a line
/// <c>-- secret: …</c> says so a secret, of which only a keyed digest is kept. <c>-- from: 14</c> as its first line bounds it to newer servers.
/// </summary>
internal sealed record CatalogueQuery(string Kind, int FromMajor, string Sql)
{
    private const string FromMark = "-- from: ";
    private const string SecretMark = "-- secret: ";
    private const string SecretAttribute = "secret";

    /// <summary>Queries of what belongs to one database.</summary>
    public static IReadOnlyList<CatalogueQuery> Database { get; } = LoadFolder("Catalogue/Database/");

    /// <summary>Those of them that need no superuser. Whose answers the others would hold is refused where there is none.</summary>
    public static IReadOnlyList<CatalogueQuery> ForAnybody { get; } = [.. Database.Where(query => query.Kind is not ("subscription" or "user mapping"))];

    /// <summary>Queries of what belongs to the cluster.</summary>
    public static IReadOnlyList<CatalogueQuery> Cluster { get; } = LoadFolder("Catalogue/Cluster/");

    /// <summary>Runs the queries that the server's major knows.</summary>
    public static async Task<Catalogue> ReadAsync(
        IReadOnlyList<CatalogueQuery> queries, NpgsqlConnection connection, SecretDigest secrets, CancellationToken cancellationToken)
    {
        var catalogue = new Catalogue();
        var major = await connection.MajorAsync(cancellationToken);
        foreach (var query in queries.Where(query => query.FromMajor <= major))
            catalogue[query.Kind] = await query.ReadAsync(connection, secrets, cancellationToken);

        return catalogue;
    }

    /// <summary>The text of a query by its path, for those that do not list objects.</summary>
    public static string LoadText(string path)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"Query '{path}' is not part of the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static List<CatalogueQuery> LoadFolder(string folder)
    {
        var paths = Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal));
        var queries = paths.Order(StringComparer.Ordinal).Select(Load).ToList();
        return queries.Count > 0 ? queries : throw new InvalidOperationException($"Folder '{folder}' holds no query");
    }

    private static CatalogueQuery Load(string path)
    {
        var sql = LoadText(path);
        var firstLine = sql.AsSpan(0, sql.IndexOf('\n', StringComparison.Ordinal));
        var from = firstLine.StartsWith(FromMark) ? int.Parse(firstLine[FromMark.Length..], CultureInfo.InvariantCulture) : 0;
        return new CatalogueQuery(Path.GetFileNameWithoutExtension(path).Replace('-', ' '), from, sql);
    }

    private async Task<SortedDictionary<string, SortedDictionary<string, string>>> ReadAsync(
        NpgsqlConnection connection, SecretDigest secrets, CancellationToken cancellationToken)
    {
        var objects = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(AsTexts(), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var attributes = ReadAttributes(reader.GetString(1));
            if (reader.GetTextOrNull(2) is { } secret)
                attributes[SecretAttribute] = secrets.Of(secret);

            objects[reader.GetString(0)] = attributes;
        }

        return objects;
    }

    // The queries differ in whether they have a third column; naming the columns from outside makes that one shape.
    private string AsTexts() => Sql.Contains(SecretMark, StringComparison.Ordinal)
        ? $"SELECT name::text, attributes::text, secret::text FROM ({Sql}) q(name, attributes, secret)"
        : $"SELECT name::text, attributes::text, NULL::text FROM ({Sql}) q(name, attributes)";

    private static SortedDictionary<string, string> ReadAttributes(string json)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(json);
        foreach (var property in document.RootElement.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
            attributes[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();

        return attributes;
    }
}
