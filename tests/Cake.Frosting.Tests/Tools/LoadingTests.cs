using System.Reflection;
using System.Runtime.Loader;

namespace Cake.Frosting.Tests.Tools;

public sealed class LoadingTests
{
    [Fact]
    public void A_run_that_installs_nothing_does_not_load_the_client_of_NuGet()
    {
        using var run = new Apart();

        run.Run("--tree").Should().Be(0);
        run.Loaded.Should().Contain("Cake.Common", "the whole engine is there");
        run.Loaded.Should().NotContain(name => name.Contains("NuGet", StringComparison.Ordinal) || name.StartsWith("Cake.DotNetTool", StringComparison.Ordinal));

        run.Run("--tree --nuget_source=/nowhere", "nuget:?package=Chisel&version=1.0.0").Should().Be(1);
        run.Loaded.Should().Contain("Cake.NuGet", "or nothing was seen above");
    }

    /// <summary>A host with assemblies of its own: other tests load NuGet.</summary>
    private sealed class Apart : AssemblyLoadContext, IDisposable
    {
        public Apart()
            : base(isCollectible: true)
        {
        }

        public IEnumerable<string> Loaded => Assemblies.Select(assembly => assembly.GetName().Name!);

        public int Run(string arguments, string? tool = null)
        {
            var frosting = LoadFromAssemblyName(typeof(CakeHost).Assembly.GetName());
            var host = Activator.CreateInstance(frosting.GetType(typeof(CakeHost).FullName!)!)!;
            if (tool is not null)
                frosting.GetType(typeof(CakeHostExtensions).FullName!)!.GetMethod(nameof(CakeHostExtensions.InstallTool))!.Invoke(null, [host, new Uri(tool)]);
            return (int)host.GetType().GetMethod(nameof(CakeHost.Run))!.Invoke(host, [arguments.Split(' ')])!;
        }

        public void Dispose() => Unload();

        protected override Assembly? Load(AssemblyName assemblyName) =>
            Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll") is var path && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
