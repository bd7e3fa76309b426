using System.Collections.Immutable;

namespace Hopguard.Plans.Reading;

/// <summary>Finds the variables of a compose file that decide where its services keep their data, and those that a database reads only when it is made.</summary>
internal static class DecidingVariables
{
    private const string DataFolder = "PGDATA";

    /// <summary>Variables of the environment that the image of PostgreSQL reads when it makes a cluster, and never again.</summary>
    private static readonly string[] Initial = ["POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_INITDB_ARGS"];

    /// <summary>Whether a variable of the environment is one that only a new database reads.</summary>
    public static bool IsInitial(string variable) => Initial.Contains(variable, StringComparer.Ordinal);

    /// <summary>Whether a variable of the environment says where a database keeps its data.</summary>
    public static bool IsFolder(string variable) => variable == DataFolder;

    /// <summary>Variables in what is mounted and in how volumes are called, anywhere in the file.</summary>
    public static ImmutableHashSet<string> OfMounts(MapNode root) =>
    [
        .. NodeWalk.Of(Behind("volumes", root)).OfType<ScalarNode>().SelectMany(scalar => Interpolation.VariablesIn(scalar.Text)),
        .. Environments(root).Where(pair => IsFolder(pair.Name)).SelectMany(pair => Interpolation.VariablesIn(pair.Value)),
    ];

    /// <summary>Variables whose values reach a database that reads them only when it is made.</summary>
    public static ImmutableHashSet<string> OfNewDatabases(MapNode root) =>
        [.. Environments(root).Where(pair => IsInitial(pair.Name)).SelectMany(pair => Interpolation.VariablesIn(pair.Value))];

    // 'A: b' or '- A=b'.
    private static IEnumerable<(string Name, string Value)> Environments(MapNode root)
    {
        foreach (var environment in Behind("environment", root).Distinct(NodeWalk.ByIdentity))
        {
            foreach (var entry in (environment as MapNode)?.Entries ?? [])
            {
                if (entry.Value is ScalarNode value)
                    yield return (entry.Key.Text, value.Text);
            }

            foreach (var text in (environment as ListNode)?.Items.OfType<ScalarNode>().Select(item => item.Text) ?? [])
                yield return (text.Split('=')[0], text);
        }
    }

    private static IEnumerable<Node> Behind(string key, MapNode root) =>
        NodeWalk.Of([root]).OfType<MapNode>().SelectMany(map => map.Entries).Where(entry => entry.Key.Text == key).Select(entry => entry.Value);
}
