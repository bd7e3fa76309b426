using Cake.Core;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Tests;

/// <summary>Runs a host in this process, with the tasks of one test and a console of its own.</summary>
internal static class TestHost
{
    public static Outcome Run(string arguments, params Type[] tasks) => Run(arguments, _ => { }, tasks);

    public static Outcome Run(string arguments, Action<CakeHost> configure, params Type[] tasks)
    {
        var (record, console) = (new Record(), new StringConsole());
        var host = new CakeHost().ConfigureServices(services =>
        {
            services.AddSingleton(record).AddSingleton<IConsole>(console);
            services.AddSingleton(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(console.Text) }));
            foreach (var task in tasks)
                services.AddSingleton(typeof(IFrostingTask), task);
        });
        configure(host);
        var code = host.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return new Outcome(code, record, console.Text.ToString());
    }

    /// <param name="Code">The exit code.</param>
    /// <param name="Record">What tasks and lifetimes wrote down, in order.</param>
    /// <param name="Output">Everything on the console.</param>
    internal sealed record Outcome(int Code, Record Record, string Output);
}

/// <summary>What happened, in order.</summary>
internal sealed class Record : List<string>;
