using System.Globalization;

namespace Hopguard.Containers.Ports;

/// <summary>What compose writes on the containers and volumes that it makes.</summary>
public static class ComposeLabels
{
    /// <summary>The name of the project.</summary>
    public const string Project = "com.docker.compose.project";

    /// <summary>The key of the service in the compose files.</summary>
    public const string Service = "com.docker.compose.service";

    /// <summary>The key of the volume in the compose files.</summary>
    public const string Volume = "com.docker.compose.volume";

    private const string WorkingFolder = "com.docker.compose.project.working_dir";
    private const string ConfigFiles = "com.docker.compose.project.config_files";
    private const string SettingsFiles = "com.docker.compose.project.environment_file";
    private const string OneOff = "com.docker.compose.oneoff";
    private const string Number = "com.docker.compose.container-number";

    /// <summary>Asks for the containers or volumes of one project, or of any when the name is null.</summary>
    public static IReadOnlyDictionary<string, string?> Of(string? project) => new Dictionary<string, string?>(StringComparer.Ordinal) { [Project] = project };

    /// <summary>Asks for the containers of one service of a project.</summary>
    public static IReadOnlyDictionary<string, string?> Of(string project, string service) => new Dictionary<string, string?>(StringComparer.Ordinal) { [Project] = project, [Service] = service };

    /// <summary>What compose writes on a volume, by which it knows the volume again.</summary>
    public static IReadOnlyDictionary<string, string> OfVolume(string project, string volume) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { [Project] = project, [Volume] = volume };

    /// <summary>The folder that the container was started from; null when compose did not say.</summary>
    public static string? FolderOf(ContainerState container) => container.Labels.GetValueOrDefault(WorkingFolder);

    /// <summary>The compose files that the container was started with, as compose wrote them.</summary>
    public static IReadOnlyList<string> FilesOf(ContainerState container) =>
        container.Labels.GetValueOrDefault(ConfigFiles)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The files of <c>--env-file</c> that the container was started with; none where compose took <c>.env</c> by itself.</summary>
    public static IReadOnlyList<string> SettingsOf(ContainerState container) =>
        container.Labels.GetValueOrDefault(SettingsFiles)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Which container of its service it is, counted from 1; both compose 1 and 2 write it down.</summary>
    public static int NumberOf(ContainerState container) =>
        int.TryParse(container.Labels.GetValueOrDefault(Number), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    /// <summary>Whether the container came from <c>docker compose run</c>, and so is no service.</summary>
    public static bool IsOneOff(ContainerState container) =>
        string.Equals(container.Labels.GetValueOrDefault(OneOff), "True", StringComparison.OrdinalIgnoreCase);
}
