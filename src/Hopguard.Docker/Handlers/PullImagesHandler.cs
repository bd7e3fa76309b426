using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Docker.Targets;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>
/// Brings every image of the target to the engine, and proves that those of the running version are still there for the way back. What the operator wants to be built is built first, since other services
/// may use it by its name.
/// </summary>
public sealed class PullImagesHandler(IContainerEngine engine, ICompose compose, IEnumerable<IStoreProbe> probes) : StepHandler<PullImages>
{
    /// <summary>The file the images of both versions are saved under.</summary>
    public const string FileName = "images.json";

    private readonly StoreProbes _probes = new(probes);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(PullImages step, StepContext context, CancellationToken cancellationToken)
    {
        var before = new List<ImageRecord>();
        foreach (var service in context.Before.Services)
            before.Add(await RequireForWayBackAsync(service, cancellationToken));

        var target = (await TargetRendering.RenderAsync(compose, context, cancellationToken)).Configuration;
        var troubles = await FindHindrancesAsync(target, context, cancellationToken);
        if (troubles.Count == 0)
        {
            var built = await BuildAsync(target, before, context, cancellationToken);
            (var found, troubles) = await FindAllAsync(target, built, context, cancellationToken);
            if (troubles.Count == 0)
                return await FinishAsync(target, new ImageRecords(before, found), context, cancellationToken);
        }

        return new StepOutcome.Failed(string.Join("; ", troubles.Select(trouble => trouble.Message)), string.Join("; ", troubles.Select(trouble => trouble.Remedy).OfType<string>()));
    }

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<string>> ForeseeAsync(PullImages step, StepContext context, CancellationToken cancellationToken)
    {
        if (!TargetBuilds.AreWanted(context) || !TargetBuilds.CanBeSeen(context))
            return [];

        var target = (await TargetRendering.RenderAsync(compose, context, cancellationToken)).Configuration;
        return [.. (await FindHindrancesAsync(target, context, cancellationToken)).Select(trouble => $"{trouble.Message} ({trouble.Remedy})")];
    }

    private async Task<StepOutcome> FinishAsync(ComposeConfiguration target, ImageRecords records, StepContext context, CancellationToken cancellationToken)
    {
        if (await FindUnfitAsync(target, context, cancellationToken) is { } unfit)
        {
            // An image that is wrong is built anew once its cause is mended.
            context.Evidence.Save(FileName, records with { Target = [.. records.Target.Where(image => !image.WasBuilt)] });
            return unfit;
        }

        context.Evidence.Save(FileName, records);
        var (images, pulled) = (Counts.Of(NumberOf(records.Target), "image"), records.Target.Count(image => image.WasPulled));
        return new StepOutcome.Done(TargetBuilds.AreWanted(context)
            ? $"{images} of the target on the engine, {pulled} pulled, {NumberOf(records.Target.Where(image => image.WasBuilt))} built"
            : $"{images} of the target on the engine, {pulled} pulled");
    }

    private async Task<StepOutcome.Failed?> FindUnfitAsync(ComposeConfiguration target, StepContext context, CancellationToken cancellationToken)
    {
        if (await VersionReadable.FindLabelAsync(engine, target, context, cancellationToken) is { } unreadable)
            return new StepOutcome.Failed(unreadable, "Nothing was changed; correct this and run the same command again");

        return await new DataFoldersFit(engine).FindAsync(_probes.Served(context, target.Services.Keys.ToHashSet(StringComparer.Ordinal)), target, context, cancellationToken) is { Count: > 0 } unfit
            ? new StepOutcome.Failed(string.Join("; ", unfit), "Nothing was changed; correct this and run the same command again")
            : null;
    }

    private static int NumberOf(IEnumerable<ImageRecord> images) => images.Select(image => image.Id).Distinct(StringComparer.Ordinal).Count();

    private async Task<IReadOnlyList<HopguardException>> FindHindrancesAsync(ComposeConfiguration target, StepContext context, CancellationToken cancellationToken) => TargetBuilds.AreWanted(context)
        ? TargetBuilds.FindHindrances(target, await compose.ConfigAsync(context.Before.Compose(), cancellationToken), context)
        : [];

    // All in one call: compose knows which of them needs another one first.
    private async Task<IReadOnlyList<ImageRecord>> BuildAsync(ComposeConfiguration target, IReadOnlyList<ImageRecord> before, StepContext context, CancellationToken cancellationToken)
    {
        if (!TargetBuilds.AreWanted(context))
            return [];

        var services = TargetBuilds.Of(target);
        var built = await FindBuiltAsync(services, context, cancellationToken);
        var left = services.Where(service => !built.Exists(image => image.Service == service.Name)).ToList();
        if (left.Count == 0)
            return built;

        var lines = 0L;
        await TargetRendering.UseAsync(
            compose,
            context,
            async (rendering, project) =>
            {
                await compose.BuildAsync(TargetBuilds.Readable(project, rendering.Configuration, context), left, Tell, cancellationToken);
                return rendering;
            },
            cancellationToken);

        foreach (var service in left)
        {
            var image = await engine.FindImageAsync(service.Image, cancellationToken)
                ?? throw new HopguardException(
                    $"Image '{service.Image}' of service '{service.Name}' was built, and is not on the engine", "Use a builder that gives its images to the engine: 'docker buildx use default', or unset BUILDX_BUILDER");
            built.Add(new ImageRecord(service.Name, service.Image, image.Id, image.Digests, WasPulled: false, WasBuilt: true));
            context.Log($"image '{service.Image}' of service '{service.Name}' was built: {image.Id}, {Sizes.Of(image.Size)}");
        }

        // A kill from here on leaves nothing to be built again.
        context.Evidence.Save(FileName, new ImageRecords(before, built));
        return built;

        void Tell(string line)
        {
            context.Log(line);
            context.Progress.Report(new StepProgress(line, ++lines, null, ProgressUnit.Items));
        }
    }

    private async Task<List<ImageRecord>> FindBuiltAsync(IReadOnlyList<ComposeService> services, StepContext context, CancellationToken cancellationToken)
    {
        var built = new List<ImageRecord>();
        foreach (var record in (context.Evidence.Find<ImageRecords>(FileName)?.Target ?? []).Where(record => record.WasBuilt && services.Any(service => (service.Name, service.Image) == (record.Service, record.Reference))))
        {
            if ((await engine.FindImageAsync(record.Reference, cancellationToken))?.Id == record.Id)
                built.Add(record);
        }

        return built;
    }

    /// <inheritdoc />
    /// <remarks>
    /// Many hosts remove images that no container uses, every night: those of the version before, as soon as the new one runs. Whatever container is still there keeps its image.
    /// </remarks>
    protected override async Task<StepOutcome.Failed?> GuardUndoAsync(PullImages step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Evidence.Find<ImageRecords>(FileName) is not { } records)
            return null;

        var containers = await engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project), cancellationToken);
        var (found, remedies) = (new List<string>(), new List<string>());
        foreach (var record in records.Before.Where(record => !containers.Any(container => (container.Service, container.ImageId) == (record.Service, record.Id))).DistinctBy(record => (record.Reference, record.Id)))
        {
            var image = await engine.FindImageAsync(record.Reference, cancellationToken);
            if (image?.Id == record.Id)
                continue;

            found.Add(image is null
                ? $"Image '{record.Reference}', which the version before runs, is not on the engine any more"
                : $"Image '{record.Reference}' is not the one any more that the version before ran");
            remedies.Add(await HowToBringBackAsync(record, image, cancellationToken));
        }

        return found.Count == 0 ? null : new StepOutcome.Failed(string.Join("; ", found), string.Join("; ", remedies));
    }

    private async Task<string> HowToBringBackAsync(ImageRecord record, ImageState? now, CancellationToken cancellationToken)
    {
        if (record.Reference.Contains('@'))
            return $"docker pull {record.Reference}";

        if (await engine.FindImageAsync(record.Id, cancellationToken) is not null)
            return $"docker tag {record.Id} {record.Reference}";

        // What is not pulled by its digest may be another image under the same tag.
        var digest = record.Digests.FirstOrDefault();
        if (digest is null)
            return $"docker load --input <archive> with image '{record.Reference}' of id {record.Id}, as 'docker save' wrote it here or on another host: it came from no registry, and one that is built again has another id. Where nobody has it, stay with the new version";

        return now is null ? $"docker pull {record.Reference}" : $"docker pull {digest} && docker tag {digest} {record.Reference}";
    }

    // All that is missing is told at once: somebody has to bring each by hand.
    private async Task<(List<ImageRecord> Found, List<HopguardException> Troubles)> FindAllAsync(
        ComposeConfiguration target, IReadOnlyList<ImageRecord> built, StepContext context, CancellationToken cancellationToken)
    {
        var (found, troubles) = (new List<ImageRecord>(), new List<HopguardException>());
        foreach (var service in target.Services.Values.OrderBy(service => service.Name, StringComparer.Ordinal))
        {
            try
            {
                found.Add(built.FirstOrDefault(image => image.Service == service.Name) ?? await FindOrPullAsync(service, context, cancellationToken));
            }
            catch (HopguardException trouble)
            {
                troubles.Add(new HopguardException($"Service '{service.Name}' of the target cannot start: {trouble.Message}", trouble.Remedy, trouble));
            }
        }

        return (found, troubles);
    }

    private async Task<ImageRecord> RequireForWayBackAsync(ServiceSnapshot service, CancellationToken cancellationToken)
    {
        var image = await engine.FindImageAsync(service.Image, cancellationToken);
        if (image is null || image.Id != service.ImageId)
        {
            throw new HopguardException(
                $"Image '{service.Image}' is not the one that container '{service.Container}' runs any more, so a rollback would start another",
                $"Give the reference back with 'docker tag {service.ImageId} {service.Image}', or recreate the container and try again");
        }

        return new ImageRecord(service.Service, service.Image, image.Id, image.Digests, WasPulled: false);
    }

    private async Task<ImageRecord> FindOrPullAsync(ComposeService service, StepContext context, CancellationToken cancellationToken)
    {
        var image = await engine.FindImageAsync(service.Image, cancellationToken);
        var isMissing = image is null;
        if (isMissing)
        {
            await engine.PullImageAsync(service.Image, context.Progress, cancellationToken);
            image = await engine.FindImageAsync(service.Image, cancellationToken);
        }

        return image is null
            ? throw new HopguardException($"Image '{service.Image}' of service '{service.Name}' is not on the engine")
            : new ImageRecord(service.Name, service.Image, image.Id, image.Digests, isMissing);
    }
}

/// <summary>The images of both versions, as the engine had them before anything was stopped.</summary>
/// <param name="Before">Those of the running version.</param>
/// <param name="Target">Those of the target.</param>
public sealed record ImageRecords(IReadOnlyList<ImageRecord> Before, IReadOnlyList<ImageRecord> Target);

/// <summary>One service's image.</summary>
/// <param name="Service">The service.</param>
/// <param name="Reference">The reference in the compose file.</param>
/// <param name="Id">Digest of its configuration.</param>
/// <param name="Digests">Registry digests; empty for one built or loaded locally.</param>
/// <param name="WasPulled">Whether this run brought it.</param>
/// <param name="WasBuilt">Whether this run built it.</param>
public sealed record ImageRecord(string Service, string Reference, string Id, IReadOnlyList<string> Digests, bool WasPulled, bool WasBuilt = false);
