namespace Hopguard.Lab;

/// <summary>The machine as a Debian system: what it lacks is installed from its own package sources, what only the lab needs is fetched into the lab's folder.</summary>
/// <param name="folder">Where the lab keeps package lists and files.</param>
/// <param name="say">Told in one line what is done.</param>
sealed class Debian(LabFolder folder, Action<string> say)
{
    /// <summary>The release that the images are made of.</summary>
    public const string ImageSuite = "bookworm";

    /// <summary>The release whose compose and buildx packages also run on the one before it.</summary>
    public const string NextSuite = "trixie";

    /// <summary>The script that runs apt for a suite with its state in a folder of the lab.</summary>
    public static string AptScript => Path.Combine(LabFolder.Assets, "Machine", "apt.sh");

    /// <summary>The script that runs a long command which ends with this process, and all that it has started.</summary>
    public static string HoldScript => Path.Combine(LabFolder.Assets, "Machine", "held.sh");

    /// <summary>The folder of the lab in which the lists of all suites are kept, and what was fetched.</summary>
    public const string PackageFolderName = "packages";

    /// <summary>Its path.</summary>
    public string PackageFolder => folder.Inside(PackageFolderName);

    /// <summary>Whether packages can be installed here.</summary>
    public static bool CanInstall => Environment.IsPrivilegedProcess && LabCommand.Exists("apt-get") && LabCommand.Exists("dpkg");

    /// <summary>Installs the packages of those programs that are missing.</summary>
    /// <param name="why">Completes "… installs X from the distribution's packages: ".</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="programs">Program and the package it is in.</param>
    public async Task EnsureAsync(string why, CancellationToken cancellation, params (string Program, string Package)[] programs)
    {
        var packages = programs.Where(p => !LabCommand.Exists(p.Program)).Select(p => p.Package).Distinct().ToArray();
        if (packages.Length == 0)
            return;
        if (!CanInstall)
            throw new LabException($"'{string.Join("', '", packages)}' is missing ({why})", "install it, or run as root on Debian or Ubuntu, where the lab does");
        say($"installing {string.Join(", ", packages)} from the distribution's packages ({why})");
        await new LabCommand("bash", [Path.Combine(LabFolder.Assets, "Machine", "install.sh"), .. packages]).RunAsync(cancellation);
    }

    /// <summary>Fetches one package of a suite, without installing it, and unpacks its files.</summary>
    /// <returns>The folder that now holds them.</returns>
    public async Task<string> UnpackAsync(string suite, string package, CancellationToken cancellation)
    {
        var target = folder.Inside(PackageFolderName, suite, "unpacked", package);
        if (Directory.Exists(target))
            return target;
        var partial = $"{target}.{Environment.ProcessId}";
        Directory.CreateDirectory(partial);
        await new LabCommand("bash", AptScript, PackageFolder, suite, "-qq", "download", package) { Folder = partial }.RunAsync(cancellation);
        var deb = Directory.GetFiles(partial, "*.deb").Single();
        await new LabCommand("dpkg-deb", "-x", deb, partial).RunAsync(cancellation);
        File.Delete(deb);
        Directory.Move(partial, target);
        return target;
    }
}
