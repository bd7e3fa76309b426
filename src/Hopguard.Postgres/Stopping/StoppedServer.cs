namespace Hopguard.Postgres.Stopping;

/// <summary>
/// A server that was stopped for good after its store was dumped: how its cluster is known again, unchanged. Saved as <c>&lt;copy&gt;.stopped.json</c> before the
/// copy is declared complete.
/// </summary>
/// <param name="Image">The image (by id) that it ran from, whose shell reads the cluster's control file.</param>
/// <param name="Data">Where its data lies.</param>
/// <param name="Control">What the control file said after the stop.</param>
public sealed record StoppedServer(string Image, DataFolder Data, ControlFile Control)
{
    /// <summary>The file it is saved under.</summary>
    public static string FileName(string copy) => copy + ".stopped.json";
}
