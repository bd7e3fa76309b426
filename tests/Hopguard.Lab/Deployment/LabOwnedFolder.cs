namespace Hopguard.Lab;

/// <summary>A folder that the lab made, told by a mark in it; no other is emptied or deleted.</summary>
static class LabOwnedFolder
{
    const string Mark = ".hopguard-lab";

    /// <summary>Checks that the folder is not there, is empty, or was made by the lab.</summary>
    /// <exception cref="LabException">It holds something and was not made by the lab.</exception>
    public static void Require(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(folder, Mark)))
            throw new LabException($"the folder '{folder}' was not made by the lab", "name an empty or new one");
    }

    /// <summary>Makes the folder, or empties it.</summary>
    /// <exception cref="LabException">It holds something and was not made by the lab.</exception>
    public static void Renew(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            Delete(folder);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Mark), "");
    }

    /// <summary>Deletes the folder, if it is there.</summary>
    /// <exception cref="LabException">It was not made by the lab.</exception>
    public static void Delete(string folder)
    {
        Require(folder);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
