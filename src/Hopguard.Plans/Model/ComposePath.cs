namespace Hopguard.Plans.Model;

/// <summary>A place in a compose file that a later file can take back, from the top: <c>services</c>, the service, the key, and of the environment the variable.</summary>
public sealed class ComposePath
{
    private static readonly string[] ServiceKeys = ["image", "container_name", "command", "restart", "volumes", "ports", "environment", "profiles"];
    private static readonly string[] VolumeKeys = ["name", "driver", "driver_opts", "external"];

    private readonly string[] _parts;

    /// <summary>A place.</summary>
    public ComposePath(params string[] parts) => _parts = parts;

    /// <summary>The first word: <c>name</c>, <c>services</c> or <c>volumes</c>.</summary>
    public string Top => _parts[0];

    /// <summary>The service or the volume; null for the whole of them.</summary>
    public string? Owner => Part(1);

    /// <summary>The key of a service or a volume; null for the whole of it.</summary>
    public string? Key => Part(2);

    /// <summary>The variable of an environment; null for the whole of it.</summary>
    public string? Variable => Part(3);

    /// <summary>Whether places inside of this one are told apart.</summary>
    public bool HasParts => _parts.Length < 3 ? Top != "name" : _parts.Length == 3 && Top == "services" && Key == "environment";

    /// <summary>Whether anything is read there.</summary>
    public static bool IsRead(ComposePath path) => path.Top switch
    {
        "name" => true,
        "services" => path.Key is null || ServiceKeys.Contains(path.Key, StringComparer.Ordinal),
        "volumes" => path.Key is null || VolumeKeys.Contains(path.Key, StringComparer.Ordinal),
        _ => false,
    };

    /// <summary>A place inside of this one.</summary>
    public ComposePath With(string part) => new([.. _parts, part]);

    private string? Part(int index) => index < _parts.Length ? _parts[index] : null;
}
