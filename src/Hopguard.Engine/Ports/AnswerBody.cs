using System.Text.Json;

namespace Hopguard.Engine.Ports;

/// <summary>What an application answers to a question for its version.</summary>
public static class AnswerBody
{
    /// <summary>A field of a JSON object, as text; null where the answer is none, or has no such field.</summary>
    public static string? FieldOf(string answer, string field)
    {
        try
        {
            using var body = JsonDocument.Parse(answer);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty(field, out var value) ? value.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
