using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Hopguard.Lab;

/// <summary>Kubernetes 1.20.2, built once from Debian's source package and kept in the lab's folder, with the packages that a node needs beside it.</summary>
static class KubernetesProgram
{
    /// <summary>The part of the lab's folder that it is in, as are the tools that work with it.</summary>
    public const string Folder = "cluster";

    // As apt.sh ends where apt knows no place with such packages; its last line says so.
    const int NoMirror = 4;

    static string Scripts => Path.Combine(LabFolder.Assets, "Cluster", "Program");

    /// <summary>Whether it was built.</summary>
    public static async Task<bool> IsThereAsync(LabFolder folder, CancellationToken cancellation) => Directory.Exists(await PlaceAsync(folder, cancellation));

    /// <summary>Builds it where it is missing; of several processes one builds and the others wait.</summary>
    /// <returns>The folder with <c>bin</c> and <c>tools</c>.</returns>
    /// <exception cref="LabException">It cannot be built on this machine.</exception>
    public static async Task<string> EnsureAsync(LabFolder folder, Debian debian, Action<string> say, CancellationToken cancellation)
    {
        var target = await PlaceAsync(folder, cancellation);
        if (Directory.Exists(target))
            return target;
        if (!Debian.CanInstall || RuntimeInformation.OSArchitecture != Architecture.X64)
            throw new LabException("the lab's cluster is built from Debian's packages", "run as root on Debian or Ubuntu for x86-64");

        say($"building Kubernetes 1.20.2 from Debian's source package into '{target}', this once: it takes about four minutes on two free processors, and 2.3 GB of the disk meanwhile");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string[] build = [Path.Combine(Scripts, "build.sh"), Debian.AptScript, debian.PackageFolder, Debian.ImageSuite, target, Path.Combine(Scripts, "packages"), $"{target}.building"];
        await using var held = HeldProcess.Start(Debian.HoldScript, [$"{target}.lock", $"{target}.building", "bash", .. build]);
        return await held.EndAsync(cancellation) switch
        {
            0 => target,
            NoMirror => throw new LabException($"Kubernetes cannot be built here: {held.LastWords.Split('\n')[^1]}"),
            var code => throw new LabException($"the build of Kubernetes ended with {code}: {held.LastWords}", "repair what it names and try again"),
        };
    }

    static async Task<string> PlaceAsync(LabFolder folder, CancellationToken cancellation) => folder.Inside(Folder, $"kubernetes-{await MarkAsync(cancellation)}");

    static async Task<string> MarkAsync(CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(Scripts).Order(StringComparer.Ordinal))
            hash.AppendData(await File.ReadAllBytesAsync(file, cancellation));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
