using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>The files below the folder <c>compose</c> of an application: facts that its releases name, and no plans.</summary>
internal static class ComposeFiles
{
    /// <summary>The folder, beside <c>application.yaml</c>.</summary>
    public const string FolderName = "compose";

    /// <summary>The folder of the application that a file is a fact of; null for a file that is a plan.</summary>
    public static string? OwnerOf(PlanFile file, ISet<string> applicationFolders)
    {
        const string folderEnd = FolderName + "/";
        var folder = Normal(file.Folder) + "/";
        for (var at = folder.LastIndexOf(folderEnd, StringComparison.Ordinal); at >= 0; at = at == 0 ? -1 : folder.LastIndexOf(folderEnd, at - 1, StringComparison.Ordinal))
        {
            var owner = at == 0 ? string.Empty : folder.Substring(0, at - 1);
            if ((at == 0 || folder[at - 1] == '/') && applicationFolders.Contains(owner))
                return owner;
        }

        return null;
    }

    /// <summary>The application with the files that its releases name, and the rest of the files told.</summary>
    public static Application Attach(Application application, IEnumerable<PlanFile> files)
    {
        var folder = new ComposeFolder(files);
        var path = Normal(application.Path);
        var own = path.Substring(0, Math.Max(0, path.LastIndexOf('/')));
        var read = new Dictionary<(string File, string Project), ComposeFile>();
        var releases = application.Releases.Select(release => Attach(release, application, name => ReadOnce(name, ProjectFolder(release)))).ToImmutableArray();
        return application with { Releases = releases, UnnamedComposeFiles = [.. folder.Unused.OrderBy(path => path, StringComparer.Ordinal)] };

        // Compose takes paths from where the first file lies.
        string ProjectFolder(Release release) => folder.Find(release.ComposeFiles[0].Text, own) is { } first ? Normal(first.Folder) : own;

        // Releases may name the same file over and over.
        ComposeFile ReadOnce(Name name, string project)
        {
            if (!read.TryGetValue((name.Text, project), out var file))
                read.Add((name.Text, project), file = Read(name, folder.Find(name.Text, own), project, folder));

            return file with { Name = name };
        }
    }

    /// <summary>A path with forward slashes only.</summary>
    public static string Normal(string path) => path.Replace('\\', '/');

    private static Release Attach(Release release, Application application, Func<Name, ComposeFile> read)
    {
        if (release.ComposeFiles.IsEmpty)
            return release;

        var facts = release with { ComposeFacts = [.. release.ComposeFiles.Select(read)] };
        return application.ComposeFiles.All(file => facts.FindCompose(file)?.Content is not null) ? facts with { Compose = facts.ComposeOf(application.ComposeFiles) } : facts;
    }

    private static ComposeFile Read(Name name, PlanFile? file, string project, ComposeFolder folder)
    {
        if (file is null)
            return new ComposeFile(name, string.Empty, null, null);

        var result = ComposeReader.Read(file, project, folder);
        return new ComposeFile(name, file.Path, result.Value, result.Findings.FirstOrDefault());
    }
}
