using System.Collections;
using Cake.Core;
using Cake.Frosting;
using Hopguard.Build.Targets;
using Hopguard.Docker;
using Hopguard.Engine;
using Hopguard.Engine.Handlers;
using Hopguard.Postgres;
using Hopguard.Tasks;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Build;

/// <summary>The program: checks what was typed, and hands it to Cake.</summary>
public static class Program
{
    /// <summary>Runs the targets that the arguments ask for.</summary>
    /// <returns>0 on success, 1 on failure or what the failure says, 128 and the number of the signal when one ended the run.</returns>
    public static int Main(string[] args)
    {
        // Cake colours its lines wherever they go; in a file or a log they cannot be read.
        if (Console.IsOutputRedirected)
            Environment.SetEnvironmentVariable("NO_COLOR", "1");

        try
        {
            var line = CommandLine.Parse(args);
            var targets = TargetList.Of(typeof(HopguardContext).Assembly);
            if (line.Has("help"))
                return Print(HelpText.For(targets));
            if (line.Values("version") is ["true"])
                return Print(VersionText());

            TargetCheck.Check(line, targets);
            return Run(args, line);
        }
        catch (HopguardException failure)
        {
            Print(failure);
            return ExitCodes.OfWrongArguments(args);
        }
    }

    private static int Run(string[] args, CommandLine line)
    {
        var current = Path.GetFullPath(line.WorkingFolder ?? Environment.CurrentDirectory);
        using var interruption = new Interruption();
        var session = new Session(new OptionResolver(line, ReadVariables(), current).Resolve(), interruption.Token);
        var code = new CakeHost()
            .AddAssembly(typeof(HopguardContext).Assembly)
            .UseContext<HopguardContext>()
            .ConfigureServices(services => services
                .AddSingleton(session)
                .AddSingleton<DefaultExecutionStrategy>()
                .AddSingleton<IExecutionStrategy, FailureRecord>()
                .AddHopguardEngine()
                .AddHopguardDocker()
                .AddHopguardPostgres()
                .AddHopguardTasks())
            .Run(args);
        return Conclude(code, session, interruption);
    }

    private static int Conclude(int code, Session session, Interruption interruption)
    {
        session.AtEnd?.Invoke();
        if (interruption.ExitCode is { } interrupted)
        {
            Console.Error.WriteLine($"Interrupted by {interruption.Signal}");
            return interrupted;
        }

        // Cake has printed what happened; what to do about it comes last, where it is seen.
        if (session.Failure is HopguardException { Remedy: { } remedy })
            Console.Error.WriteLine(remedy);
        if (session.ClosingLine is { } line)
            Console.Out.WriteLine(line);
        // Cake's own code is 1, whatever failed.
        return code != 0 && session.Failure is HopguardException { ExitCode: var own } ? own : code;
    }

    // Cake would tell the version of the entry assembly, and calls it its own.
    private static string VersionText() =>
        $"Hopguard {typeof(Program).Assembly.GetName().Version?.ToString(3)}, Cake {typeof(ICakeContext).Assembly.GetName().Version?.ToString(3)}{Environment.NewLine}";

    private static int Print(string text)
    {
        Console.Out.Write(text);
        return 0;
    }

    private static void Print(HopguardException failure)
    {
        Console.Error.WriteLine($"Error: {failure.Message}");
        if (failure.Remedy is not null)
            Console.Error.WriteLine(failure.Remedy);
    }

    private static Dictionary<string, string> ReadVariables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? string.Empty, StringComparer.Ordinal);
}
