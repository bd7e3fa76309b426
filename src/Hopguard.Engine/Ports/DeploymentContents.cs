namespace Hopguard.Engine.Ports;

/// <summary>What a deployment consists of, for people and programs that only tell it.</summary>
/// <param name="Services">Its services, one entry for each that runs more than once.</param>
/// <param name="Stores">Its stores by name.</param>
public sealed record DeploymentContents(IReadOnlyList<ServicePlace> Services, IReadOnlyDictionary<string, StorePlace> Stores)
{
    /// <summary>Those of a deployment of which nothing is known.</summary>
    public static DeploymentContents None { get; } = new([], new Dictionary<string, StorePlace>(StringComparer.Ordinal));
}

/// <summary>Where a service runs.</summary>
/// <param name="Service">Its name in the application.</param>
/// <param name="Container">What runs it.</param>
/// <param name="Image">The image that it runs from.</param>
public sealed record ServicePlace(string Service, string Container, string Image);

/// <summary>Where a store lies.</summary>
/// <param name="Service">The service that serves or mounts it.</param>
/// <param name="Volume">The volume's name, or the folder's path; null when neither holds it.</param>
public sealed record StorePlace(string Service, string? Volume);
