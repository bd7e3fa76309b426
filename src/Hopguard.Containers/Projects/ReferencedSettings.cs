using Hopguard.Containers.Edits;
using Hopguard.Engine;
using Hopguard.Engine.Secrets;

namespace Hopguard.Containers.Projects;

/// <summary>Finds the secrets that a plan only names: in the environment, as compose does, and else in a deployment's environment file. The redactor knows each from then on.</summary>
/// <param name="variable">Reads a variable of the environment.</param>
/// <param name="redactor">What keeps them out of everything that is written.</param>
public sealed class ReferencedSettings(Func<string, string?> variable, Redactor redactor)
{
    /// <summary>The value of a variable, or of the line of that name in the file; null where neither has one.</summary>
    /// <param name="name">The variable or setting.</param>
    /// <param name="folder">The deployment's folder; null where it is not known.</param>
    /// <exception cref="HopguardException">The file cannot be read, or its line cannot be resolved.</exception>
    public string? Find(string name, string? folder)
    {
        var value = variable(name) is { Length: > 0 } exported ? exported : folder is null ? null : ReadFile(name, Path.Combine(folder, DeploymentFiles.Settings));
        if (!string.IsNullOrEmpty(value))
            redactor.LearnSecret(value);
        return string.IsNullOrEmpty(value) ? null : value;
    }

    private static string? ReadFile(string name, string file)
    {
        try
        {
            return File.Exists(file) ? SettingsText.Value(File.ReadAllText(file), name) : null;
        }
        catch (FormatException)
        {
            throw new HopguardException($"Setting '{name}' in '{file}' refers to another variable", $"Write its value, in single quotes where it holds a '$', or export {name}");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new HopguardException($"Setting '{name}' cannot be read: {trouble.Message}", $"Export {name}, or let Hopguard read '{file}'", trouble);
        }
    }
}
