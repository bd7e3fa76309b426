using Hopguard.Engine.Formatting;
using Hopguard.Tasks.Runs;

namespace Hopguard.Hosting;

/// <summary>How a program without our scripts was started: a .NET tool, <c>dotnet run</c> of a project, or a program that was published. Commands that are proposed begin with it.</summary>
/// <param name="Process">The file of the process.</param>
/// <param name="Assembly">The file of the program's assembly.</param>
internal sealed record OwnEntrance(string Process, string Assembly)
{
    // Lies beside the assembly of every .NET tool, and nowhere else.
    private const string ToolSettings = "DotnetToolSettings.xml";

    /// <summary>The current folder; null where it is gone.</summary>
    public string? Folder { get; init; }

    /// <summary>The folders in which a shell looks for programs.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    private bool IsDotNet => System.IO.Path.GetFileNameWithoutExtension(Process) == "dotnet";

    private string Beside => System.IO.Path.GetDirectoryName(Assembly)!;

    /// <summary>The words that start this process again, as a shell reads them. A script that stands before the program says so itself.</summary>
    public static string Find() => Environment.GetEnvironmentVariable(Entrance.StartedAsVariable) is { Length: > 0 } script
        ? script
        : new OwnEntrance(Environment.ProcessPath!, System.IO.Path.Combine(AppContext.BaseDirectory, System.Reflection.Assembly.GetEntryAssembly()!.GetName().Name + ".dll"))
        {
            Folder = CurrentFolder(),
            Path = Environment.GetEnvironmentVariable("PATH")?.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [],
        }.Words();

    /// <summary>The words that start it.</summary>
    public string Words()
    {
        if (File.Exists(System.IO.Path.Combine(Beside, ToolSettings)))
            return IsDotNet ? $"dotnet {System.IO.Path.GetFileNameWithoutExtension(Assembly)}" : Program();
        if (FindProject() is var (project, configuration))
            return $"dotnet run --project {Word(Near(project))}{(configuration == "Debug" ? string.Empty : $" -c {Word(configuration)}")} --";

        return IsDotNet ? $"dotnet {Word(Assembly)}" : Program();
    }

    private static string? CurrentFolder()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Its name alone where a shell would find just this one.
    private string Program()
    {
        var file = System.IO.Path.GetFileName(Process);
        var found = Path.Select(folder => System.IO.Path.Combine(folder, file)).FirstOrDefault(File.Exists);
        return found is not null && (File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found) == Process ? System.IO.Path.GetFileNameWithoutExtension(file) : Word(Process);
    }

    // bin/<configuration>/<framework> below the project's file, as the SDK builds by default.
    private (string Folder, string Configuration)? FindProject() =>
        new DirectoryInfo(Beside) is { Parent: { Parent: { Name: "bin", Parent: { Exists: true } project }, Name: var configuration } } && project.EnumerateFiles("*.csproj").Any()
            ? (project.FullName, configuration)
            : null;

    private string Near(string folder)
    {
        if (Folder is null)
            return folder;

        var relative = System.IO.Path.GetRelativePath(Folder, folder);
        return relative.StartsWith("..", StringComparison.Ordinal) ? folder : relative;
    }

    private static string Word(string text) => OperatingSystem.IsWindows() ? ShellWord.PowerShell(text) : ShellWord.Posix(text);
}
