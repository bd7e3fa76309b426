namespace Hopguard.Lab;

/// <summary>A service of a release, as its compose file has it.</summary>
/// <param name="Name">Its name, which is its container's as well.</param>
/// <param name="Image">Its image, with the variable that some tags are.</param>
/// <param name="Command">What follows the image's entry point, or null.</param>
/// <param name="Mounts">Volumes and binds, in the short form.</param>
/// <param name="Ports">Published ports, in the short form.</param>
sealed record ReleaseService(string Name, string Image, string? Command, IReadOnlyList<string> Mounts, IReadOnlyList<string> Ports)
{
    /// <summary>Whether it runs the application's own image: the server, its workers, the utilities.</summary>
    public bool IsBackEnd => Image.StartsWith(BackEndImage, StringComparison.Ordinal) || Image == UntaggedImage;

    /// <summary>The application's image from 2.2.0 on, up to its tag.</summary>
    public const string BackEndImage = "cvat/server:";

    /// <summary>The application's image before.</summary>
    public const string UntaggedImage = "openvino/cvat_server";
}
