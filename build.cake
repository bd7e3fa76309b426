// Becomes build.sh, whatever mode Cake was started in: the host behind it takes the same options and does the work.
using System.Diagnostics;
using System.Runtime.InteropServices;

[DllImport("libc", SetLastError = true)]
static extern int execvp(string program, string[] arguments);

var arguments = System.Environment.GetCommandLineArgs().Skip(1).Where(argument => argument.StartsWith('-') || !argument.EndsWith(".cake")).ToArray();
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
