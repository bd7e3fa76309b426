using System.Runtime.CompilerServices;
using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Engine.Claims;

namespace Hopguard.Containers.Claims;

/// <summary>Makes the container that holds a claim, or finds out who was quicker.</summary>
/// <param name="engine">The engine of the deployment.</param>
/// <param name="images">Images that the engine may have, the best one first; where none of them can hold it, any other image of the engine may.</param>
/// <param name="clock">The clock.</param>
internal sealed class ClaimHolding(IContainerEngine engine, IReadOnlyList<string> images, TimeProvider clock)
{
    private const string Created = "created";
    private const int MostOthers = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // An engine needs a moment to see that an owner is gone. One with our own state folder must be gone, for it gave up the lock of that folder.
    private static readonly TimeSpan TimeLimitWithOthers = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TimeLimitWithOurOwn = TimeSpan.FromSeconds(20);

    /// <summary>Holds the claim; when somebody else does, says who, as far as the container tells.</summary>
    public async Task<(HeldClaim? Held, ClaimRecord? Other)> TryAsync(ClaimRecord record, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            // Read before one is made: to be told who holds it takes no image.
            var other = await engine.FindContainerAsync(record.Name, cancellationToken);
            if (other is null && await TryImagesAsync(record, cancellationToken) is { } held)
                return (held, null);

            var holder = other is null ? null : ClaimLabels.Read(other.Labels);
            var isPatient = clock.GetElapsedTime(began) < (holder?.StateId == record.StateId ? TimeLimitWithOurOwn : TimeLimitWithOthers);
            if (other is null || ((other.IsAlive || other.Status == Created) && isPatient))
                await Task.Delay(Pause, clock, cancellationToken);
            else if (other.IsAlive)
                return (null, holder);
            else
                await engine.RemoveContainerAsync(other.Id, cancellationToken);
        }
    }

    // An image may be gone by now, or have no such program: another will do, and one that is none of the deployment's where it has none.
    private async Task<HeldClaim?> TryImagesAsync(ClaimRecord record, CancellationToken cancellationToken)
    {
        HopguardException? refused = null;
        await foreach (var image in CandidatesAsync(cancellationToken))
        {
            try
            {
                // Where somebody else was quicker the name is taken, whatever the image.
                var made = record with { Image = image };
                return await engine.HoldAsync(SpecOf(made), cancellationToken) is { } container ? new HeldClaim(container, made) : null;
            }
            catch (HopguardException trouble)
            {
                refused ??= trouble;
            }
        }

        // Never to start the deployment: in the middle of a run it would come up on an empty database.
        throw refused ?? new HopguardException(
            $"The engine has no image that could hold the claim on project '{record.Project}'", "Load one that has the program 'cat', for example with 'docker pull busybox', then repeat the command");
    }

    private async IAsyncEnumerable<string> CandidatesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var image in images)
            yield return image;
        foreach (var image in (await engine.ListImagesAsync(cancellationToken)).Except(images, StringComparer.Ordinal).Take(MostOthers))
            yield return image;
    }

    private static ContainerSpec SpecOf(ClaimRecord record) => new()
    {
        Owner = new ContainerOwner(record.Project, record.RunId, ClaimLabels.Role),
        Name = record.Name,
        Image = record.Image,
        Entrypoint = ["cat"],
        Command = [],
        Network = ContainerSpec.NoNetwork,
        Labels = ClaimLabels.Of(record),
    };
}

/// <summary>A claim that is held.</summary>
/// <param name="Container">What holds it.</param>
/// <param name="Record">What it says, with the image that it is made from: once the project has no container, nobody else names an image.</param>
internal sealed record HeldClaim(IHeldContainer Container, ClaimRecord Record);
