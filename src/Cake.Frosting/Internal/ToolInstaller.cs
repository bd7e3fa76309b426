using Cake.Core.Packaging;

namespace Cake.Frosting.Internal;

/// <summary>Frosting's name for what Cake's engine does.</summary>
internal sealed class ToolInstaller(Core.Tooling.IToolInstaller engine) : IToolInstaller
{
    // The engine installs as its answer is read.
    public void Install(PackageReference tool) => _ = engine.Install(tool).Count();
}
