using System.Diagnostics;
using System.Runtime.InteropServices;
using Hopguard.Containers.Handlers;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Sources;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Bed;

/// <summary>A real second process: this assembly started as a program.</summary>
internal static partial class SecondProcess
{
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(SecondProcess).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        // The limit on the size of files would hold for the memory of the just-in-time compiler as well.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }

    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["hold-lock", var folder]:
                using (DeploymentLock.Take(folder, TimeProvider.System))
                {
                    Console.WriteLine("held");
                    await Task.Delay(Timeout.Infinite);
                }

                return 0;
            case ["fill-disk", var journal]:
                FillDisk(journal);
                return 0;
            case ["without-git", var checkout, var archive]:
                await WithoutGitAsync(checkout, archive);
                return 0;
            case ["upgrade" or "roll-back", var folder, var killAt]:
                await WorkAsync(arguments[0], folder, killAt);
                return 0;
            default:
                return 2;
        }
    }

    // What is on the PATH is the process's own affair: here it is taken away and given back.
    private static async Task WithoutGitAsync(string checkout, string archive)
    {
        var path = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", "/nowhere");
        await TellAsync(() => GitCheckout.ArchiveAsync(checkout, archive, CancellationToken.None));
        Environment.SetEnvironmentVariable("PATH", path);
        await TellAsync(() => GitCheckout.ArchiveAsync(checkout, archive, CancellationToken.None));

        using var bed = new HandlerBed { Elsewhere = checkout };
        IStepHandler handler = new CheckoutTagHandler();
        var step = new CheckoutTag { Id = "checkout-tag", Tag = Name.Of("v2") };
        var context = bed.Context;
        await TellAsync(() => handler.ExecuteAsync(step, context, CancellationToken.None));
        Environment.SetEnvironmentVariable("PATH", "/nowhere");
        await TellAsync(() => handler.UndoAsync(step, context, CancellationToken.None));
        Environment.SetEnvironmentVariable("PATH", path);
        await TellAsync(() => handler.UndoAsync(step, context, CancellationToken.None));
    }

    private static async Task TellAsync(Func<Task> act)
    {
        try
        {
            await act();
            Console.WriteLine("done");
        }
        catch (HopguardException refusal)
        {
            Console.WriteLine($"{refusal.Message} | {refusal.Remedy}");
        }
    }

    private static async Task WorkAsync(string command, string folder, string killAt)
    {
        var world = new World(TimeProvider.System) { File = Path.Combine(folder, "world.json") };
        world.Load();
        using var bed = new TestBed(folder, world: world);
        bed.Options = bed.Options with { KillAt = killAt };
        await (command == "upgrade" ? bed.UpgradeAsync() : bed.RollBackAsync());
    }

    // A limit on the size of files is a disk that is full for this process alone.
    private static void FillDisk(string path)
    {
        const int fileSize = 1, fileSizeSignal = 25, ignore = 1;
        _ = Signal(fileSizeSignal, ignore);
        using var journal = Journal.Open(path, TimeProvider.System);
        journal.Append(new JournalEntry.StepStarted("one"));
        var room = new Limit { Soft = new FileInfo(path).Length + 20, Hard = -1 };
        _ = SetLimit(fileSize, in room);
        try
        {
            journal.Append(new JournalEntry.StepDone("one", "does not fit"));
        }
        catch (HopguardException full)
        {
            Console.WriteLine($"{full.Message} | {full.Remedy}");
        }

        room.Soft = -1;
        _ = SetLimit(fileSize, in room);
        journal.Append(new JournalEntry.StepDone("one", "fits again"));
        Console.WriteLine("done");
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public long Soft;
        public long Hard;
    }

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int number, nint handler);
}
