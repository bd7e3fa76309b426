using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Hopguard.Containers.Ports;

namespace Hopguard.Docker.Compose;

/// <summary>
/// Renderings of projects that this process has seen, so that compose is asked once for what cannot have changed: same project, same folder, same content of its files
/// and of its settings, same environment. A project that takes in other files is rendered anew each time, for nobody here knows what they say.
/// </summary>
internal sealed class Renderings
{
    private static readonly string[] TakesInOthers = ["include", "extends", "env_file"];
    private readonly ConcurrentDictionary<string, ComposeConfiguration> _known = new(StringComparer.Ordinal);

    /// <summary>The rendering of a project in an environment, asked for where it is not known.</summary>
    public async Task<ComposeConfiguration> GetAsync(ComposeProject project, IReadOnlyDictionary<string, string> environment, Func<Task<ComposeConfiguration>> render)
    {
        if (KeyOf(project, environment) is not { } key)
            return await render();

        return _known.TryGetValue(key, out var known) ? known : _known[key] = await render();
    }

    private static string? KeyOf(ComposeProject project, IReadOnlyDictionary<string, string> environment)
    {
        if (environment.ContainsKey("COMPOSE_ENV_FILES"))
            return null;

        var text = new StringBuilder();
        foreach (var file in project.Files.Select(file => Path.Combine(project.Folder, file)))
        {
            var content = Read(file);
            if (TakesInOthers.Any(word => content.Contains(word, StringComparison.Ordinal)))
                return null;

            Add(text, file, content);
        }

        Add(text, project.Name, project.Folder, project.Place ?? string.Empty, Read(Path.Combine(project.Folder, ".env")));
        foreach (var (name, value) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
            Add(text, name, value);

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
            text.Append(part).Append('\0');
    }

    private static string Read(string file) => File.Exists(file) ? File.ReadAllText(file) : string.Empty;
}
