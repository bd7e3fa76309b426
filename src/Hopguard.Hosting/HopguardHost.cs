using System.Collections;
using System.Globalization;
using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Hopguard.Containers;
using Hopguard.Docker.Registration;
using Hopguard.Engine;
using Hopguard.Engine.Handlers;
using Hopguard.Engine.Secrets;
using Hopguard.Hosting.Output;
using Hopguard.Hosting.Targets;
using Hopguard.Kubernetes.Connection;
using Hopguard.Kubernetes.Registration;
using Hopguard.Postgres;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Live;
using Hopguard.Reporting.Summaries;
using Hopguard.Reporting.Text;
using Hopguard.Tasks;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;
using Hopguard.Tasks.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Hosting;

/// <summary>
/// Runs Hopguard's targets, and those of the program that calls it: what was typed is checked, and handed to Cake. A task of the program's own is a public class; it stands between two steps
/// by <see cref="IsDependentOnAttribute"/> for the step before it and <see cref="IsDependeeOfAttribute"/> for the one behind.
/// </summary>
public static class HopguardHost
{
    // What only shows the targets, by every name that Cake has for it.
    private static readonly string[] Looks = ["tree", "dryrun", "noop", "whatif"];

    /// <summary>Runs the targets that the arguments ask for.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="assemblies">Assemblies with tasks beside the program itself and Hopguard.</param>
    /// <returns>0 on success, 1 on failure or what the failure says, 128 and the number of the signal when one ended the run.</returns>
    public static int Run(string[] args, params IReadOnlyList<Assembly> assemblies) => Run(args, assemblies, OwnEntrance.Find());

    /// <summary>As <see cref="Run(string[], IReadOnlyList{Assembly})"/>, for the host that the scripts of Hopguard's repository start.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="assemblies">Assemblies with tasks beside Hopguard.</param>
    /// <returns>The same.</returns>
    public static int RunOfRepository(string[] args, IReadOnlyList<Assembly> assemblies) => Run(args, assemblies, program: null);

    // The scripts of the repository say by themselves how they were called: there the program is null.
    private static int Run(string[] args, IReadOnlyList<Assembly> assemblies, string? program)
    {
        // Cake colours its lines wherever they go; in a file or a log they cannot be read.
        if (Console.IsOutputRedirected)
            Environment.SetEnvironmentVariable("NO_COLOR", "1");

        try
        {
            var line = CommandLine.Parse(args);
            // Cake's host knows the tasks of the program by itself, and takes those that it is given once more for others.
            IReadOnlyList<Assembly> given = [.. assemblies.Prepend(typeof(HopguardContext).Assembly).Distinct().Except([Assembly.GetEntryAssembly()!])];
            var targets = TargetList.Of([.. given, Assembly.GetEntryAssembly()!]);
            if (line.Has("help"))
                return Print(HelpText.For(targets, program ?? HelpText.Script));
            if (line.Has("version"))
                return Print(VersionText());

            TargetCheck.Check(line, targets);
            return Run(line, targets, given, program);
        }
        catch (HopguardException failure)
        {
            Print(failure, english => Phrases.For(UserLanguage.OfCall(args, ReadVariables()))[english]);
            var code = ExitCodes.OfWrongArguments(args);
            JobOutputs.Append([(OutputCatalogue.ExitCode.Name, code.ToString(CultureInfo.InvariantCulture))]);
            return code;
        }
    }

    private static int Run(CommandLine line, IReadOnlyList<Target> targets, IReadOnlyList<Assembly> assemblies, string? program)
    {
        var current = CurrentFolder(line);
        var redactor = new Redactor();
        var (output, error) = (new RedactingWriter(Console.Out, redactor), new RedactingWriter(Console.Error, redactor));
        Console.SetOut(output);
        Console.SetError(error);
        using var interruption = new Interruption();
        var options = new OptionResolver(line, ReadVariables(), current).Resolve();
        TargetCheck.CheckFormat(options.Text(OptionCatalogue.Format), line.Targets);
        TargetCheck.CheckNotify(options);
        TargetCheck.CheckFailpoint(options.Text(OptionCatalogue.KillAt), targets);
        var session = new Invocation(options, interruption.Token) { IsLook = Looks.Any(line.Has), Program = program };
        // JSON that is not whole is an error of its own.
        (output.MayBeMissing, error.MayBeMissing) = (() => session is { IsAboutRun: true, IsJsonOnOutput: false }, () => session.IsAboutRun);
        var code = assemblies.Aggregate(new CakeHost(), (host, assembly) => host.AddAssembly(assembly))
            .UseContext<HopguardContext>()
            .ConfigureServices(services => services
                .AddSingleton(session)
                .AddSingleton<DefaultExecutionStrategy>()
                .AddSingleton<IExecutionStrategy, FailureRecord>()
                .Wrap<ICakeLog>((_, cake) => new EngineLog(cake, session))
                .Wrap<ICakeReportPrinter>((provider, cake) => new EngineBanners(cake, provider.GetRequiredService<ICakeLog>()))
                .AddHopguardEngine()
                .AddHopguardContainers()
                .AddHopguardDocker(session.IsLook)
                .AddHopguardPostgres()
                .AddHopguardKubernetes(ClusterOf(options, targets, line.Targets, session.IsLook))
                .AddHopguardTasks()
                .AddSingleton(redactor)
                .Wrap<ICakeEngine>((provider, cake) => ActivatorUtilities.CreateInstance<RoutedEngine>(provider, cake, line.Targets)))
            .Run(line.ForCake());
        return Conclude(code, session, interruption);
    }

    private static ClusterPlace ClusterOf(OptionValues options, IReadOnlyList<Target> targets, IReadOnlyList<string> asked, bool isLook) =>
        new(options.Text(OptionCatalogue.Kubeconfig), options.Text(OptionCatalogue.Context), options.Text(OptionCatalogue.Namespace))
        {
            OnlyLooks = isLook || targets.Where(target => asked.Contains(target.Name, StringComparer.OrdinalIgnoreCase)).All(target => target.Role is TargetRole.Status or TargetRole.None),
        };

    private static string CurrentFolder(CommandLine line)
    {
        try
        {
            var folder = Path.GetFullPath(line.WorkingFolder ?? Environment.CurrentDirectory);
            return Directory.Exists(folder) ? folder : throw new HopguardException($"Working folder '{folder}' does not exist", "Give one that is there with --working");
        }
        catch (IOException gone)
        {
            throw new HopguardException("The current folder was moved or deleted since this shell entered it", "Type 'cd \"$PWD\"', then the same command again", gone);
        }
    }

    private static int Conclude(int code, Invocation session, Interruption interruption)
    {
        if (interruption.Signal is { } signal)
            Console.Error.WriteLine(session.Say($"Interrupted by {signal}"));

        session.AtEnd?.Invoke();
        // Cake's own code is 1, whatever failed.
        code = interruption.ExitCode ?? (code != 0 && session.Failure is HopguardException { ExitCode: var own } ? own : code == 0 ? session.ExitCode ?? 0 : code);
        // The verdict of a run has told its failure.
        if (session is { Failure: { } failure, Report: null } && interruption.ExitCode is null)
            Print(failure, session.Say);
        if (session.ClosingLine is { } line)
            session.Output.WriteLine(line);
        RunOutcome.Write(session, code);
        return code;
    }

    // Cake would tell the version of the entry assembly, and calls it its own.
    private static string VersionText() =>
        $"Hopguard {typeof(HopguardHost).Assembly.GetName().Version?.ToString(3)}, Cake {typeof(ICakeContext).Assembly.GetName().Version?.ToString(3)}{Environment.NewLine}";

    private static int Print(string text)
    {
        Console.Out.Write(text);
        return 0;
    }

    private static void Print(Exception failure, Func<string, string> say)
    {
        foreach (var line in ErrorLine.Of(say("Error: "), say(failure.Message), (failure as HopguardException)?.Remedy is { } remedy ? say(remedy) : null, ConsoleSurroundings.Detect().Kind))
            Console.Error.WriteLine(line);
        if (failure is not HopguardException { Next: var next, Commands.Count: var commands })
            return;

        // As the verdict of a run has it; a remedy alone needs no heading.
        var lead = commands == 0 ? string.Empty : say("  Type next  ");
        foreach (var (index, line) in next.Index())
            Console.Error.WriteLine((index == 0 ? lead : new string(' ', CellWidth.Of(lead))) + Untrusted.Line(say(line)));
    }

    private static Dictionary<string, string> ReadVariables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? string.Empty, StringComparer.Ordinal);
}
