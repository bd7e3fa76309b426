// Becomes build.sh, whatever mode Cake was started in: the host behind it takes the same options, judges each of them and does the work.
using System.Diagnostics;
using System.Runtime.InteropServices;

[DllImport("libc", SetLastError = true)]
static extern int execvp(string program, string[] arguments);

// Whatever Cake took for its own is handed on as well: it ignores what it does not know, '--DryRun' for one, and the host refuses that.
var arguments = System.Environment.GetCommandLineArgs().Skip(1).ToList();
if (arguments.FirstOrDefault() is { } first && !first.StartsWith('-') && System.IO.Path.GetFileName(first) == "build.cake")
    arguments.RemoveAt(0);

if (!OperatingSystem.IsWindows())
{
    // The process itself becomes the host, so that terminal, signals and exit code need nobody in between.
    string[] command = ["env", "HOPGUARD_STARTED_AS=dotnet cake", "bash", MakeAbsolute(File("build.sh")).FullPath, .. arguments, null];
    execvp(command[0], command);
    throw new CakeException($"'env' cannot be started: {Marshal.GetLastPInvokeErrorMessage()}");
}

var start = new ProcessStartInfo("powershell", ["-NoProfile", "-ExecutionPolicy", "Bypass", "-File", MakeAbsolute(File("build.ps1")).FullPath, .. arguments]);
var host = Process.Start(start);
host.WaitForExit();
System.Environment.Exit(host.ExitCode);
