using Hopguard.Containers.Edits;
using Hopguard.Containers.Ports;

namespace Hopguard.Containers.Projects;

/// <summary>The settings file that compose reads for a project, as it is now.</summary>
public sealed class ProjectSettings
{
    private readonly string _text;

    /// <summary>Reads it; of a file that is not there nothing is set.</summary>
    public ProjectSettings(ComposeProject project)
    {
        var file = Path.Combine(project.Folder, DeploymentFiles.Settings);
        _text = File.Exists(file) ? File.ReadAllText(file) : string.Empty;
    }

    /// <summary>Whether a line sets the variable, be it to nothing.</summary>
    public bool Sets(string name) => SettingsText.Find(_text, name) is not null;

    /// <summary>The value that a line sets, or what stands there where it refers to another variable, which only compose knows; null where no line sets the variable.</summary>
    public string? Find(string name)
    {
        try
        {
            return SettingsText.Value(_text, name);
        }
        catch (FormatException)
        {
            return SettingsText.Find(_text, name);
        }
    }
}
