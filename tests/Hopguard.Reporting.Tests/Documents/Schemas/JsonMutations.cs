using System.Text.Json.Nodes;

namespace Hopguard.Reporting.Tests.Documents.Schemas;

/// <summary>Every text that differs from a JSON text by one mistake: a key too few, a key too many, a value of another kind.</summary>
internal static class JsonMutations
{
    public static IEnumerable<(string What, JsonNode Json)> Of(JsonNode json)
    {
        foreach (var path in Paths(json, []).ToList())
        {
            var what = string.Join('/', path);
            yield return ($"{what} removed", Changed(json, path, (parent, key) => Remove(parent, key)));
            yield return ($"{what} is a list", Changed(json, path, (parent, key) => Set(parent, key, new JsonArray(new JsonArray()))));
            yield return ($"{what} is an empty list", Changed(json, path, (parent, key) => Set(parent, key, new JsonArray())));
            yield return ($"{what} is an empty text", Changed(json, path, (parent, key) => Set(parent, key, string.Empty)));
            yield return ($"{what} has a key too many", Changed(json, path, (parent, key) => Set(parent, key, With(Get(parent, key), "zzz"))));
        }

        yield return ("a key too many", With(json, "zzz"));
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path) => node switch
    {
        JsonObject map => map.SelectMany(entry => Paths(entry.Value, [.. path, entry.Key]).Prepend([.. path, entry.Key])),
        JsonArray list => list.SelectMany((item, index) => Paths(item, [.. path, index]).Prepend([.. path, index])),
        _ => [],
    };

    private static JsonNode Changed(JsonNode json, object[] path, Action<JsonNode, object> change)
    {
        var copy = json.DeepClone();
        change(path[..^1].Aggregate(copy, (node, key) => Get(node, key)!), path[^1]);
        return copy;
    }

    private static JsonNode With(JsonNode? node, string key)
    {
        var map = node is JsonObject given ? given.DeepClone().AsObject() : [];
        map[key] = new JsonArray();
        return map;
    }

    private static JsonNode? Get(JsonNode node, object key) => key is int index ? node[index] : node[(string)key];

    private static void Set(JsonNode node, object key, JsonNode value) => _ = key is int index ? node[index] = value : node[(string)key] = value;

    private static void Remove(JsonNode node, object key)
    {
        if (key is int index)
            node.AsArray().RemoveAt(index);
        else
            node.AsObject().Remove((string)key);
    }
}
