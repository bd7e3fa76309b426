using Hopguard.Plans.Reading;

namespace Hopguard.Bench.Fuzz;

/// <summary>The files of one application, as if all of them lay in one folder.</summary>
internal sealed record FuzzFolder(PlanFile Application, IReadOnlyList<PlanFile> Plans, IReadOnlyList<PlanFile> Compose)
{
    /// <summary>The folder that they lie in.</summary>
    public const string Parent = "plans/fuzz/";

    /// <summary>Reads an application's folder; plans may lie below it.</summary>
    public static FuzzFolder Read(string folder)
    {
        var files = Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => new PlanFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path))).ToList();
        return new(
            In(Parent, files.Single(file => file.Path == ApplicationReader.FileName)),
            [.. files.Where(file => Path.GetFileName(file.Path) is not (ApplicationReader.FileName or SeverityFile.FileName) && !IsCompose(file)).Select(file => new PlanFile(Parent + file.Path.Replace('/', '-'), file.Text))],
            [.. files.Where(IsCompose).Select(file => In(Parent, file))]);
    }

    private static bool IsCompose(PlanFile file) => file.Path.StartsWith("compose/", StringComparison.Ordinal);

    private static PlanFile In(string parent, PlanFile file) => new(parent + file.Path, file.Text);
}
