namespace Hopguard.Engine.Journals;

/// <summary>
/// Space that is taken while there is some, and given back when the disk is full: a dump that filled the disk must not keep the way back from being written down.
/// </summary>
/// <param name="path">Its file.</param>
internal sealed class Reserve(string path)
{
    private const int Size = Journal.Room;

    /// <summary>Takes it, if the disk still has it.</summary>
    public void Take()
    {
        try
        {
            if (!File.Exists(path))
                File.WriteAllBytes(path, new byte[Size]);
        }
        catch (IOException)
        {
            // A disk this full is met by the first record, or by the check of space before anything is stopped.
            _ = GiveBack();
        }
    }

    /// <summary>Gives it back; false when there was none.</summary>
    public bool GiveBack()
    {
        try
        {
            var wasTaken = File.Exists(path);
            File.Delete(path);
            return wasTaken;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
