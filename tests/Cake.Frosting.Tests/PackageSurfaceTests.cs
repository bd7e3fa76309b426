using System.Reflection;

namespace Cake.Frosting.Tests;

/// <summary>What stands in for the package offers nothing that the package lacks, so that whatever compiles here compiles there.</summary>
public sealed class PackageSurfaceTests
{
    // Of what the package Cake.Frosting 6 and 7 offers publicly, the part that is used or stood in for; constructors are written as '.ctor'.
    private const string Package = """
        AsyncFrostingTask: .ctor()
        AsyncFrostingTask`1: .ctor() Finally(T) OnError(Exception, T) RunAsync(T) ShouldRun(T)
        CakeHost: .ctor() AddAssembly(Assembly) ConfigureServices(Action`1) Create() Run(IEnumerable`1)
        CakeHostExtensions: UseCakeSetting(CakeHost, String, String) UseContext(CakeHost) UseLifetime(CakeHost) UseModule(CakeHost) UsePackageInstaller(CakeHost) UseSetup(CakeHost) UseStartup(CakeHost) UseTaskLifetime(CakeHost) UseTaskSetup(CakeHost) UseTaskTeardown(CakeHost) UseTeardown(CakeHost) UseTool(CakeHost, Uri) UseWorkingDirectory(CakeHost, DirectoryPath)
        ContinueOnErrorAttribute: .ctor()
        FrostingContext: .ctor(ICakeContext)
        FrostingException: .ctor(String) .ctor(String, Exception)
        FrostingLifetime: .ctor()
        FrostingLifetime`1: .ctor() Setup(TContext, ISetupContext) Teardown(TContext, ITeardownContext)
        FrostingSetup: .ctor()
        FrostingSetup`1: .ctor() Setup(TContext, ISetupContext)
        FrostingTask: .ctor()
        FrostingTask`1: .ctor() Finally(T) OnError(Exception, T) Run(T) ShouldRun(T)
        FrostingTaskLifetime: .ctor()
        FrostingTaskLifetime`1: .ctor() Setup(TContext, ITaskSetupContext) Teardown(TContext, ITaskTeardownContext)
        FrostingTaskSetup: .ctor()
        FrostingTaskSetup`1: .ctor() Setup(TContext, ITaskSetupContext)
        FrostingTaskTeardown: .ctor()
        FrostingTaskTeardown`1: .ctor() Teardown(TContext, ITaskTeardownContext)
        FrostingTeardown: .ctor()
        FrostingTeardown`1: .ctor() Teardown(TContext, ITeardownContext)
        IFrostingContext:
        IFrostingLifetime:
        IFrostingSetup: Setup(ICakeContext, ISetupContext)
        IFrostingStartup: Configure(IServiceCollection)
        IFrostingTask: Finally(ICakeContext) OnError(Exception, ICakeContext) RunAsync(ICakeContext) ShouldRun(ICakeContext)
        IFrostingTaskLifetime:
        IFrostingTaskSetup: Setup(ICakeContext, ITaskSetupContext)
        IFrostingTaskTeardown: Teardown(ICakeContext, ITaskTeardownContext)
        IFrostingTeardown: Teardown(ICakeContext, ITeardownContext)
        IsDependeeOfAttribute: .ctor(Type) get_Task()
        IsDependentOnAttribute: .ctor(Type) get_Task()
        ServiceCollectionExtensions: UseCakeSetting(IServiceCollection, String, String) UseContext(IServiceCollection) UseLifetime(IServiceCollection) UseModule(IServiceCollection) UsePackageInstaller(IServiceCollection) UseSetup(IServiceCollection) UseTaskLifetime(IServiceCollection) UseTaskSetup(IServiceCollection) UseTaskTeardown(IServiceCollection) UseTeardown(IServiceCollection) UseTool(IServiceCollection, Uri) UseWorkingDirectory(IServiceCollection, DirectoryPath)
        TaskDescriptionAttribute: .ctor(String) get_Description()
        TaskNameAttribute: .ctor(String) get_Name()
        """;

    [Fact]
    public void Nothing_is_offered_that_the_package_lacks()
    {
        var package = Package.Split('\n').Select(line => line.Trim().Split(':', 2)).SelectMany(parts => Members(parts[0], parts[1])).ToHashSet(StringComparer.Ordinal);

        typeof(CakeHost).Assembly.GetExportedTypes().SelectMany(Members).Except(package, StringComparer.Ordinal).Should().BeEmpty();
    }

    private static IEnumerable<string> Members(string type, string members) =>
        members.Split(')', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(member => $"{type} {member})").Append(type);

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .OfType<MethodBase>()
            .Where(method => method.IsPublic || method.IsFamily)
            .Select(method => $"{type.Name} {method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})")
            .Append(type.Name);
}
