using Hopguard.Plans.Reading;
using Hopguard.Reporting.Text;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;
using Hopguard.Tasks.ValidatePlans;

namespace Hopguard.Tasks.Tests.ValidatePlans;

/// <summary>A repository with plans, and what is said about them from a folder in it.</summary>
internal sealed class PlansFolder : IDisposable
{
    private const string Hop = "plans/cvat/2.2.0-2.3.0.yaml";
    private const string Application = "plans/cvat/application.yaml";

    public PlansFolder(bool withCompose = true)
    {
        Directory.CreateDirectory(Path(".git"));
        foreach (var file in withCompose ? Directory.GetFiles(System.IO.Path.Combine(Host.Program.Root, "plans/cvat/compose"), "*.yaml", SearchOption.AllDirectories) : [])
            Write(System.IO.Path.GetRelativePath(Host.Program.Root, file), File.ReadAllText(file));
        Write(Application, Shipped(Application));
        Write(Hop, Shipped(Hop));
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("hopguard-plans").FullName;

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public OutputKind Kind { get; init; } = OutputKind.Log;

    public string Log { get; private set; } = string.Empty;

    /// <summary>A shipped file; of the application one with two releases, since tests add others to it.</summary>
    public static string Shipped(string path) => File.ReadAllText(System.IO.Path.Combine(Host.Program.Root, path == Application ? "tests/Shared/Cvat/application.yaml" : path));

    public string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(path))!);
        File.WriteAllText(Path(path), text);
    }

    /// <summary>The shipped hop without the lines that hold a text.</summary>
    public PlansFolder Without(string text)
    {
        Write(Hop, string.Join('\n', Shipped(Hop).Split('\n').Where(line => !line.Contains(text, StringComparison.Ordinal))));
        return this;
    }

    public IReadOnlyList<PlanFile> Find(params string[] wanted) => new PlanSearch(Root).Read(wanted);

    /// <summary>Validates as the target does; throws as it does.</summary>
    public void Validate(params string[] arguments) => ValidateFrom(".", arguments);

    public void ValidateFrom(string folder, params string[] arguments)
    {
        var working = System.IO.Path.GetFullPath(folder, Root);
        using var log = new StringWriter { NewLine = "\n" };
        var output = new FindingOutput(log, new ConsoleSurroundings { Kind = Kind }, Variables.GetValueOrDefault, RepositoryPaths.Of(working));
        try
        {
            ValidatePlansTask.Validate(new OptionResolver(CommandLine.Parse(arguments), Variables, working).Resolve(), new PlanSearch(working), output, new OutputValues());
        }
        finally
        {
            Log = log.ToString();
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
