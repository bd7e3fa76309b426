using System.Reflection;
using Cake.Cli;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Runs the tasks of one or more assemblies with Cake's engine and Cake's command line.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];
    private readonly List<Assembly?> _assemblies = [Assembly.GetEntryAssembly()];

    /// <summary>Makes a host that knows the tasks of the program itself.</summary>
    public CakeHost() => _services.AddEngine();

    /// <summary>Makes a host that knows the tasks of the program itself.</summary>
    public static CakeHost Create() => new();

    /// <summary>Adds the public tasks of an assembly. That of the program is there already: added twice, its tasks are refused as namesakes of each other.</summary>
    public CakeHost AddAssembly(Assembly assembly)
    {
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers services for tasks, context and lifetimes to ask for in their constructors; the last registration of a type wins.</summary>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(_services);
        return this;
    }

    /// <summary>Runs what the command line asks for.</summary>
    /// <returns>The exit code: 0, that of a <see cref="Core.CakeException"/>, or 1; negative when the command line cannot be understood.</returns>
    public int Run(IEnumerable<string> args)
    {
        foreach (var task in _assemblies.OfType<Assembly>().SelectMany(assembly => assembly.GetExportedTypes()).Where(IsTask))
            _services.AddSingleton(typeof(IFrostingTask), task);

        var registrar = new TypeRegistrar();
        registrar.RegisterInstance(typeof(IServiceCollection), _services);
        var program = new CommandApp<HostCommand>(registrar);
        // An option such as --version=1.2.3 that Cake has as a flag belongs to the program when it comes with a value.
        program.Configure(configuration => configuration.Settings.ConvertFlagsToRemainingArguments = true);
        return program.Run(args);
    }

    private static bool IsTask(Type type) => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask));
}
