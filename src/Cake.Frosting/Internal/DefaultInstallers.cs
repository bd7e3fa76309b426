using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>
/// Cake's own installers, of NuGet packages and of .NET tools. Every run has to be able to install one, since any task may, and next to none does: NuGet's client,
/// which would make every start slower, is loaded when the first package is asked for.
/// </summary>
internal sealed class DefaultInstallers(
    IFileSystem fileSystem, ICakeEnvironment environment, IGlobber globber, IProcessRunner processRunner, ICakeLog log, ICakeConfiguration configuration) : IPackageInstaller
{
    private static readonly string[] Schemes = ["nuget", "dotnet"];

    private readonly Lazy<IReadOnlyList<IPackageInstaller>> _installers = new(() =>
    [
        .. new ServiceCollection()
            .UseCakeDefaultModules()
            .AddSingleton(fileSystem)
            .AddSingleton(environment)
            .AddSingleton(globber)
            .AddSingleton(processRunner)
            .AddSingleton(log)
            .AddSingleton(configuration)
            .BuildServiceProvider()
            .GetServices<IPackageInstaller>(),
    ]);

    public bool CanInstall(PackageReference package, PackageType type) => Find(package, type) is not null;

    public IReadOnlyCollection<IFile> Install(PackageReference package, PackageType type, DirectoryPath path) => Find(package, type)!.Install(package, type, path);

    private IPackageInstaller? Find(PackageReference package, PackageType type) => Schemes.Contains(package.Scheme, StringComparer.OrdinalIgnoreCase)
        ? _installers.Value.FirstOrDefault(installer => installer.CanInstall(package, type))
        : null;
}
