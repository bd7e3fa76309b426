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

    /// <summary>Whether a line sets the variable to that value. Of one that refers to another variable only compose knows.</summary>
    public bool Says(string name, string value)
    {
        try
        {
            return SettingsText.Value(_text, name) == value;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
