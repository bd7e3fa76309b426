using Hopguard.Engine.Formatting;

namespace Hopguard.Tasks.Runs;

/// <summary>How the program was called, for command lines that can be pasted where they are printed.</summary>
/// <param name="Root">The folder of the scripts; null for a program that has none.</param>
/// <param name="StartedAs">What the script that was called told: <c>./build.sh</c>, <c>./build.ps1</c> or <c>dotnet cake</c>; the words that start a program without scripts.</param>
/// <param name="Folder">The folder in which the program was started.</param>
public sealed record Entrance(string? Root, string? StartedAs, string Folder)
{
    /// <summary>The variable in which a script says how it was called.</summary>
    public const string StartedAsVariable = "HOPGUARD_STARTED_AS";

    private const string PowerShellScript = "./build.ps1";

    /// <summary>The entrance of this process.</summary>
    public static Entrance Of(Invocation call) => call.Program is { } program
        ? new(Root: null, program, call.StartFolder)
        : new(Repository.FindRoot(), Environment.GetEnvironmentVariable(StartedAsVariable), call.StartFolder);

    private bool IsPowerShell => StartedAs == PowerShellScript || OperatingSystem.IsWindows();

    /// <summary>A command line that starts the program with these arguments.</summary>
    public string Command(params IEnumerable<string> arguments) => string.Join(' ', [Program(), .. arguments.Select(argument => Word(argument))]);

    private string Program()
    {
        if (Root is null)
            return StartedAs!;

        // Cake.Tool finds its script and its manifest in the working folder; the scripts work from anywhere by their path.
        if (Path.TrimEndingDirectorySeparator(Folder) == Path.TrimEndingDirectorySeparator(Root))
            return StartedAs == "dotnet cake" ? StartedAs : IsPowerShell ? PowerShellScript : "./build.sh";

        var script = Word(Path.Combine(Root, IsPowerShell ? "build.ps1" : "build.sh"));
        return IsPowerShell && script[0] == '\'' ? "& " + script : script;
    }

    private string Word(string text) => IsPowerShell ? ShellWord.PowerShell(text) : ShellWord.Posix(text);
}
