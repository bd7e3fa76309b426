using System.Text.RegularExpressions;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Docker.Connection;
using Hopguard.Engine;
using Hopguard.Engine.Secrets;

namespace Hopguard.Docker.Compose;

/// <summary><c>docker compose</c> as a process: no shell, no terminal, an environment that is declared and not inherited, and the project always named.</summary>
/// <param name="endpoint">The engine that compose must speak to: the same one as everybody else.</param>
/// <param name="variable">Reads a variable of the caller's environment; null when it is not set.</param>
public sealed partial class ComposeCli(DockerEndpoint endpoint, Func<string, string?> variable) : ICompose
{
    private const string HowToInstall = "Install the compose plug-in of Docker (package 'docker-compose-plugin' or 'docker-compose-v2'), version 2.0 or newer";

    // The first one whose 'up' takes '--pull never'.
    private static readonly Version CanRefuseToPull = new(2, 10);
    private readonly Lazy<IReadOnlyDictionary<string, string>> _engine = new(endpoint.ToEnvironment);
    private readonly Renderings _renderings = new();
    private Version? _version;

    /// <summary>Compose in the environment of this process.</summary>
    public ComposeCli(DockerEndpoint endpoint)
        : this(endpoint, Environment.GetEnvironmentVariable)
    {
    }

    /// <summary>Learns the settings of every project that is rendered; null where nobody has to know their secrets.</summary>
    public Redactor? Redactor { get; init; }

    /// <summary>Notices an engine that hangs; null where nobody looks.</summary>
    internal EngineWatch? Watch { get; init; }

    /// <inheritdoc />
    public async Task<Version> VersionAsync(CancellationToken cancellationToken) => _version ??= await AskVersionAsync(cancellationToken);

    private async Task<Version> AskVersionAsync(CancellationToken cancellationToken)
    {
        var result = await CommandLine.RunAsync(
            "docker", ["compose", "version", "--short"], Path.GetTempPath(), ComposeEnvironment.Minimal(_engine.Value, variable), cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new HopguardException(
                IsMissing(result.Error) ? "'docker compose' is not installed for the 'docker' on the PATH" : $"'docker compose' does not work: {ComposeFailure.LastLines(result.Error)}", HowToInstall);
        }

        var number = Number().Match(result.Output);
        if (!number.Success || !Version.TryParse(number.Value, out var version))
            throw new HopguardException($"'docker compose version' answered '{result.Output.Trim()}', which is no version", HowToInstall);

        return version.Major >= 2 ? version : throw new HopguardException($"'docker compose' is version {version}, older than 2.0", HowToInstall);
    }

    /// <inheritdoc />
    public async Task<ComposeConfiguration> ConfigAsync(ComposeProject project, CancellationToken cancellationToken)
    {
        await VersionAsync(cancellationToken);
        // Before anything is said about the project: what compose prints when it fails may hold a line of the file.
        Redactor?.LearnFile(Path.Combine(project.Folder, ".env"));
        return await _renderings.GetAsync(project, ComposeEnvironment.For(project, _engine.Value, variable), async () =>
        {
            var result = await RunAsync(project, ["config", "--format", "json"], cancellationToken);
            var rendered = RenderedProject.Parse(result.Output, result.Error);
            LearnSecrets(project, rendered);
            return rendered;
        });
    }

    private void LearnSecrets(ComposeProject project, ComposeConfiguration rendered)
    {
        if (Redactor is not { } redactor)
            return;

        foreach (var service in rendered.Services.Values)
        {
            SecretFile.Learn(redactor, service.Environment, service.Mounts);
            redactor.Learn(service.Build?.Arguments ?? new Dictionary<string, string>());
        }

        foreach (var file in rendered.Secrets.Files)
            SecretFile.LearnFile(redactor, file);
        foreach (var value in FindValues(project, rendered.Secrets.Variables).Values)
        {
            foreach (var secret in new[] { value.Exported, value.Written }.OfType<string>())
                redactor.LearnSecret(secret);
        }
    }

    /// <inheritdoc />
    public async Task BuildAsync(ComposeProject project, IReadOnlyList<ComposeService> services, Action<string> onLine, CancellationToken cancellationToken)
    {
        await VersionAsync(cancellationToken);
        var (environment, last) = (ComposeEnvironment.ForBuild(project, _engine.Value, variable), new Queue<string>());
        Redactor?.Learn(environment.IntersectBy(ComposeText.OpenArguments(project), entry => entry.Key));
        var result = await CallAsync(project, ["build", .. services.Select(service => service.Name)], environment, OnLine, cancellationToken);
        if (result.ExitCode != 0)
            throw ComposeFailure.ExplainBuild(services, result, last);

        void OnLine(string line)
        {
            var told = InPlace(line, project);
            if (ComposeFailure.SaysSomething(told))
                last.Enqueue(told.Trim());
            if (last.Count > ComposeFailure.LinesOfBuild)
                last.Dequeue();
            onLine(told);
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<string> FindNames(ComposeProject project) => [.. ComposeEnvironment.NamesFor(project)];

    /// <inheritdoc />
    public IReadOnlyDictionary<string, VariableValue> FindValues(ComposeProject project, IEnumerable<string> names)
    {
        var settings = new ProjectSettings(project);
        return names.Distinct(StringComparer.Ordinal).ToDictionary(name => name, name => new VariableValue(variable(name), settings.Find(name)), StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> FindUnset(ComposeProject project, IEnumerable<string> names)
    {
        var settings = new ProjectSettings(project);
        return [.. names.Where(name => variable(name) is null && !settings.Sets(name))];
    }

    /// <inheritdoc />
    public async Task UpAsync(ComposeProject project, IReadOnlyList<string> services, bool start, bool withDependencies, CancellationToken cancellationToken)
    {
        var version = await VersionAsync(cancellationToken);
        List<string> arguments = ["up", start ? "--detach" : "--no-start", "--no-build"];
        if (version >= CanRefuseToPull)
            arguments.AddRange(["--pull", "never"]);
        if (!withDependencies)
            arguments.Add("--no-deps");

        await RunAsync(project, [.. arguments, .. services], cancellationToken);
    }

    /// <inheritdoc />
    public Task StopAsync(ComposeProject project, IReadOnlyList<string> services, CancellationToken cancellationToken) =>
        RunAsync(project, ["stop", .. services], cancellationToken);

    /// <inheritdoc />
    /// <remarks>What somebody started a moment ago has the same time to end as what was stopped before: compose by itself kills after ten seconds.</remarks>
    public Task DownAsync(ComposeProject project, CancellationToken cancellationToken) => RunAsync(project, ["down", "--timeout", "120"], cancellationToken);

    /// <inheritdoc />
    public async Task<ToolResult> ExecAsync(
        ComposeProject project, string service, IReadOnlyList<string> command, Action<string>? onLine, CancellationToken cancellationToken)
    {
        var result = await CallAsync(project, ["exec", "-T", service, .. command], ComposeEnvironment.For(project, _engine.Value, variable), onLine ?? (static _ => { }), cancellationToken);
        return new ToolResult(result.ExitCode, result.Output, result.Error);
    }

    private async Task<CommandResult> RunAsync(ComposeProject project, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var result = await CallAsync(project, command, ComposeEnvironment.For(project, _engine.Value, variable), onLine: null, cancellationToken);
        result = result with { Output = InPlace(result.Output, project), Error = InPlace(result.Error, project) };
        return result.ExitCode == 0
            ? result
            : throw ComposeFailure.Explain(project, command[0], result);
    }

    // A project that is used before it is in its place speaks of that place.
    private static string InPlace(string text, ComposeProject project) => project.Place is { } place ? text.Replace(project.Folder, place, StringComparison.Ordinal) : text;

    private Task<CommandResult> CallAsync(
        ComposeProject project, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, Action<string>? onLine, CancellationToken cancellationToken)
    {
        List<string> arguments = [.. Arguments(project), .. command];
        // Whoever only reads need not hold the deployment, and is left alone by whoever takes it.
        var marked = command[0] == "config" ? environment : new Dictionary<string, string>(environment, StringComparer.Ordinal) { [ToolProcesses.Variable] = ToolProcesses.Of(project.Name, endpoint.Address) };
        Task<CommandResult> Run(CancellationToken token) => CommandLine.RunAsync("docker", arguments, project.Folder, marked, token, onLine);
        return Watch is null ? Run(cancellationToken) : Watch.WaitAsync($"'docker compose {command[0]}'", Run, cancellationToken);
    }

    /// <summary>Refuses a project of which a file is missing.</summary>
    /// <exception cref="HopguardException">One is.</exception>
    internal static void RequireFiles(ComposeProject project)
    {
        foreach (var file in project.Files.Where(file => !File.Exists(Path.Combine(project.Folder, file))))
            throw new HopguardException($"Compose file '{file}' does not exist in '{project.Folder}'", "Name the compose files of the deployment with --compose-files");
    }

    private static List<string> Arguments(ComposeProject project)
    {
        RequireFiles(project);
        List<string> arguments = ["compose", "--ansi", "never", "-p", project.Name, "--project-directory", project.Folder];
        foreach (var file in project.Files)
            arguments.AddRange(["-f", Path.Combine(project.Folder, file)]);
        return arguments;
    }

    // Without the plug-in, docker takes the option for its own; older ones name the command.
    private static bool IsMissing(string error) =>
        error.Contains("unknown flag: --short", StringComparison.Ordinal) || error.Contains("'compose' is not a docker command", StringComparison.Ordinal);

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex Number();
}
