using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Postgres.Dumps;

/// <summary>The folder of a dump: under another name until the dump is complete and on disk.</summary>
internal static class DumpFolder
{
    /// <summary>
    /// An empty one to dump into. What an attempt left that was killed before its copy was declared complete proves nothing, under either name: the source still holds everything.
    /// </summary>
    public static string MakePartial(DumpDatabase step, StepContext context)
    {
        foreach (var leftover in new[] { context.Folder.PartialCopy(step.As), context.Folder.Copy(step.As) }.Where(Directory.Exists))
            Directory.Delete(leftover, recursive: true);

        return Directory.CreateDirectory(context.Folder.PartialCopy(step.As)).FullName;
    }

    /// <summary>Gives it its name, and declares the copy complete.</summary>
    public static CopyEvidence Complete(DumpDatabase step, StepContext context, string partial, IReadOnlyList<CopyFile> files, DateTimeOffset takenAt)
    {
        foreach (var folder in Directory.GetDirectories(partial).Append(partial))
            DurableFile.FlushFolder(folder);

        var final = context.Folder.Copy(step.As);
        Directory.Move(partial, final);
        DurableFile.FlushFolder(Path.GetDirectoryName(final)!);
        var copy = new CopyEvidence { Name = step.As, Kind = CopyEvidence.Dump, Stores = [step.Store], TakenAt = takenAt, Folder = final, Files = files };
        context.Evidence.SaveCopy(copy);
        return copy;
    }

    /// <summary>The copy in a few words.</summary>
    public static string Describe(CopyEvidence copy) => $"{Counts.Of(copy.Files.Count, "file")}, {Sizes.Of(copy.Size)} in '{copy.Folder}'";
}
