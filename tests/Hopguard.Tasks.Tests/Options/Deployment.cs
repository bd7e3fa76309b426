using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Tests.Options;

/// <summary>A deployment's folder, with or without a <c>hopguard.yaml</c>, and what is resolved for it.</summary>
internal sealed class Deployment : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("hopguard").FullName;

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public string Path(string relative) => System.IO.Path.Combine(Folder, relative);

    public Deployment WithFile(string yaml)
    {
        File.WriteAllText(Path(DeploymentFile.Name), yaml);
        return this;
    }

    public Deployment With(string variable, string value)
    {
        Variables[variable] = value;
        return this;
    }

    public OptionValues Resolve(params string[] arguments) =>
        new OptionResolver(CommandLine.Parse(arguments), Variables, Folder).Resolve();

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
