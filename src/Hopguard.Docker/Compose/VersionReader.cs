using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Compose;

/// <summary>Reads the version of an application from what runs, in each of the ways that its releases are read in, and holds it against the tag of the image.</summary>
internal sealed class VersionReader(IContainerEngine engine, ProbeClient client, IEnumerable<IStoreProbe> stores)
{
    /// <summary>The version, or why there is none.</summary>
    /// <param name="application">The application.</param>
    /// <param name="containers">The project's containers.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="HopguardException">The image's tag says another version than the application in it.</exception>
    public async Task<VersionReading> ReadAsync(Application application, IReadOnlyList<ContainerState> containers, CancellationToken cancellationToken)
    {
        var readings = new List<VersionReading>();
        foreach (var probe in application.Probes)
            readings.Add(await ReadAsync(application, probe, containers, cancellationToken));

        var versions = readings.Select(reading => reading.Version).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        // What is no version at all counts only where nothing is.
        if (versions.Exists(IsVersion))
            versions.RemoveAll(text => !IsVersion(text));

        return versions.Count switch
        {
            0 => readings.Find(reading => !reading.IsSilence) ?? readings[0],
            1 => VersionReading.Of(versions[0]),
            _ => VersionReading.None(
                $"what runs says several versions: {string.Join(" and ", versions)}", "Look for containers of another version in the project, and at 'version' of the releases in the application's file"),
        };

        bool IsVersion(string text) => application.Versions.TryObserve(text, out _);
    }

    /// <summary>Whether the probe's service serves: its request is answered, or where it has none its container is healthy.</summary>
    public async Task<bool> ServesAsync(VersionProbe probe, ContainerState container, CancellationToken cancellationToken) => probe.Request is { } request
        ? await client.AskAsync(request, container, cancellationToken) is { } answer && (answer.IsRefusal || (answer.IsSuccess && (probe.Source is not VersionSource.AnswerField field || AnswerBody.FieldOf(answer.Body, field.Name) is not null)))
        : container is { Status: "running", Health: null or "healthy" };

    /// <summary>The container that a probe asks; null where none runs.</summary>
    public static ContainerState? Asked(VersionProbe probe, IEnumerable<ContainerState> containers) => Running(probe.Service, containers);

    private static ContainerState? Running(string service, IEnumerable<ContainerState> containers) =>
        containers.FirstOrDefault(container => container.Service == service && container.Status == "running" && !ComposeLabels.IsOneOff(container));

    private async Task<VersionReading> ReadAsync(Application application, VersionProbe probe, IReadOnlyList<ContainerState> containers, CancellationToken cancellationToken)
    {
        if (Asked(probe, containers) is not { } container)
            return VersionReading.None(containers.Any(container => container.Service == probe.Service && container.Status == "paused") ? $"service '{probe.Service}' is paused" : $"service '{probe.Service}' does not run");

        var reading = await AskAsync(application, probe, container, containers, cancellationToken);
        return reading.Version is { } answer ? Check(application, probe, answer.Trim(), container) : reading;
    }

    private async Task<VersionReading> AskAsync(Application application, VersionProbe probe, ContainerState container, IReadOnlyList<ContainerState> containers, CancellationToken cancellationToken)
    {
        try
        {
            return probe.Source switch
            {
                VersionSource.AnswerField field => await AskAsync(probe, field, container, cancellationToken),
                _ when !await ServesAsync(probe, container, cancellationToken) => Silent(probe),
                VersionSource.ImageLabel label => await LabelAsync(label, container, cancellationToken),
                VersionSource.ImageTag => Tag(application, container),
                VersionSource.Query query => await QueryAsync(query, application, containers, cancellationToken),
                _ => throw new InvalidOperationException($"A version cannot be read from {probe.Source}"),
            };
        }
        catch (HopguardException unasked)
        {
            // Another release may be the one that runs, and it is read otherwise.
            return VersionReading.None(unasked.Message, unasked.Remedy);
        }
    }

    private static VersionReading Check(Application application, VersionProbe probe, string answer, ContainerState container)
    {
        if (answer.Length == 0)
            return VersionReading.None($"what service '{probe.Service}' says of its version is empty", "Correct 'version' in the application's file");
        if (!application.Versions.TryObserve(answer, out var answered))
            return VersionReading.Of(answer);

        // Where a release is read otherwise, what this probe says is of another one, or a leftover.
        if (application.ProbeOf(answered) != probe)
            return VersionReading.None($"service '{probe.Service}' answers with version {answered}, which is read in another way");

        if (application.Versions.TryObserve(TagOf(container), out var tagged) && tagged != answered)
        {
            throw new HopguardException(
                $"Container '{container.Name}' answers with version {answered}, but its image is tagged '{container.Image}'",
                "Look for a version variable that chose another image, and for an image that was tagged by hand");
        }

        // As its release is written: 1.2 and 1.2.0 are one.
        return VersionReading.Of((application.FindRelease(answered)?.Version ?? answered).ToString());
    }

    private async Task<VersionReading> AskAsync(VersionProbe probe, VersionSource.AnswerField field, ContainerState container, CancellationToken cancellationToken)
    {
        var request = probe.Request!;
        var answer = await client.AskAsync(request, container, cancellationToken);
        if (answer is null)
            return Silent(probe);
        if (answer.IsRefusal)
            return Refused(probe, request, (int)answer.Status);
        if (!answer.IsSuccess)
            return VersionReading.None($"service '{probe.Service}' answers {(int)answer.Status} to '{request.Path}'");

        return AnswerBody.FieldOf(answer.Body, field.Name) is { } version
            ? VersionReading.Of(version)
            : VersionReading.None($"service '{probe.Service}' answers '{request.Path}' without a JSON field '{field.Name}'", "Correct 'version' in the application's file, unless it has not finished its start");
    }

    private static VersionReading Silent(VersionProbe probe) => VersionReading.None(probe.Request is { } request
        ? $"service '{probe.Service}' does not answer on port {request.Port}"
        : $"the container of service '{probe.Service}' is not healthy");

    private static VersionReading Refused(VersionProbe probe, ProbeRequest request, int status) => request.Header is { } header
        ? VersionReading.None($"service '{probe.Service}' answers {status} to '{request.Path}' with header '{header.Name}'", $"Correct the value of '{header.ValueFrom}' in the environment or in '.env'")
        : VersionReading.None(
            $"service '{probe.Service}' answers {status} to '{request.Path}'",
            "Add a 'header' to 'version' in the application's file, or read the version from a 'label', 'tag' or 'query'");

    private async Task<VersionReading> LabelAsync(VersionSource.ImageLabel label, ContainerState container, CancellationToken cancellationToken) =>
        (await engine.FindImageAsync(container.ImageId, cancellationToken))?.Labels.GetValueOrDefault(label.Name) is { } version
            ? VersionReading.Of(version)
            : VersionReading.None($"image '{container.Image}' of container '{container.Name}' has no label '{label.Name}'", "Correct 'version' in the application's file");

    private static VersionReading Tag(Application application, ContainerState container) => application.Versions.TryObserve(TagOf(container), out _)
        ? VersionReading.Of(TagOf(container))
        : VersionReading.None($"the tag of image '{container.Image}' of container '{container.Name}' is no version", "Start an image that is tagged with its version, or correct 'version' in the application's file");

    private async Task<VersionReading> QueryAsync(VersionSource.Query query, Application application, IReadOnlyList<ContainerState> containers, CancellationToken cancellationToken)
    {
        var store = application.Stores[query.Store];
        if (stores.FirstOrDefault(probe => probe.Kind == store.Kind) is not { } probe)
            return VersionReading.None($"store '{store.Name}' cannot be queried", "Name a store of kind postgresql in 'version' of the application's file");
        if (Running(store.Service, containers) is not { } server)
            return VersionReading.None($"service '{store.Service}' does not run");

        var rows = await probe.QueryAsync(server.Name, query.Database, query.Sql, cancellationToken);
        return rows is [[var version]]
            ? VersionReading.Of(version)
            : VersionReading.None($"the query for the version gives {rows.Count} rows of {rows.FirstOrDefault()?.Count ?? 0} columns, not one of one", "Correct 'version' in the application's file");
    }

    private static string TagOf(ContainerState container) => ComposeImage.Parse(container.Image).Tag;
}
