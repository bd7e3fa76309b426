using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs tools, as the host does with those that the program named. Tasks may ask for it where a tool is needed in some runs only.</summary>
public interface IToolInstaller
{
    /// <summary>Installs a tool with the first installer that knows its scheme, where it is not yet, and lets tasks find it.</summary>
    /// <exception cref="Core.CakeException">No installer knows the scheme, or nothing came of it.</exception>
    void Install(PackageReference tool);
}
