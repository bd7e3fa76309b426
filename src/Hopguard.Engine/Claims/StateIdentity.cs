using System.Text;
using Hopguard.Engine.Evidence;

namespace Hopguard.Engine.Claims;

/// <summary>The id of a state folder: the same under every path and on every host from which the folder is seen, so that a runner in a container knows its own again.</summary>
public static class StateIdentity
{
    private const string FileName = "state.id";

    /// <summary>The folder's id; null where it has none, or is not there.</summary>
    public static string? Find(string stateFolder)
    {
        var path = Path.Combine(stateFolder, FileName);
        return File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } id ? id : null;
    }

    /// <summary>The folder's id, given to it now where it has none. Called under the folder's lock.</summary>
    public static string Ensure(string stateFolder)
    {
        if (Find(stateFolder) is { } id)
            return id;

        id = Guid.NewGuid().ToString("N");
        DurableFile.Write(Path.Combine(stateFolder, FileName), Encoding.ASCII.GetBytes(id));
        return id;
    }
}
