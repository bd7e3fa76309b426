using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Kubernetes.Connection;
using Hopguard.Kubernetes.Workloads;
using Hopguard.Plans.Model;
using k8s;
using k8s.Models;

namespace Hopguard.Kubernetes.Deployments;

/// <summary>Reads the installed version: from the tag of the image that the pod runs, else from what the application answers.</summary>
internal sealed class InstalledVersion(Cluster cluster)
{
    private const string Remedy = "Set the image of the Deployment to one that is tagged with its version, or see with 'kubectl logs' why the application does not answer";

    /// <summary>The version, or why there is none.</summary>
    /// <exception cref="HopguardException">The Deployment is labelled as one of another version is.</exception>
    public async Task<VersionReading> ReadAsync(Application application, ServiceWorkload workload, V1Pod pod, CancellationToken cancellationToken)
    {
        var image = PodState.ImageOf(pod, workload.Form.Container) ?? string.Empty;
        if (application.Versions.TryObserve(ComposeImage.Parse(image).Tag, out var tagged))
            return Known(application, workload, tagged);

        var trouble = $"the tag of image '{image}' of pod '{pod.Metadata.Name}' is no version";
        foreach (var probe in application.Probes.Where(probe => probe.Service == workload.Service.Name))
        {
            if (probe is not { Source: VersionSource.AnswerField field, Request: { } request })
                continue;

            var (answer, silence) = await AskAsync(pod, request, cancellationToken);
            if (answer is not null && AnswerBody.FieldOf(answer, field.Name) is { } text && application.Versions.TryObserve(text, out var answered))
                return Known(application, workload, answered);

            trouble += silence ?? $", and its answer to '{request.Path}' has none either";
        }

        return VersionReading.None(trouble, Remedy);
    }

    // As its release is written: 1.2 and 1.2.0 are one.
    private static VersionReading Known(Application application, ServiceWorkload workload, ReleaseVersion version)
    {
        if (WorkloadForm.In(workload.Service, version) is { } form && form.Selector != workload.Form.Selector)
        {
            throw new HopguardException(
                $"Deployment '{workload.Name}' has the labels '{workload.Form.Selector}' and runs version {version}, in which service '{workload.Service.Name}' has '{form.Selector}'",
                "Look whether it is the service that is meant, and give its pods the labels that the chart of this version gives them");
        }

        return VersionReading.Of((application.FindRelease(version)?.Version ?? version).ToString());
    }

    private async Task<(string? Answer, string? Silence)> AskAsync(V1Pod pod, ProbeRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await cluster.AskOnceAsync(async (client, token) =>
            {
                await using var body = await client.CoreV1.ConnectGetNamespacedPodProxyWithPathAsync($"{pod.Metadata.Name}:{request.Port}", cluster.Namespace, request.Path.TrimStart('/'), cancellationToken: token);
                using var reader = new StreamReader(body);
                return await reader.ReadToEndAsync(token);
            }, cancellationToken), null);
        }
        catch (HopguardException refusal) when (!refusal.IsEngineDown)
        {
            return (null, $", and it cannot be asked: {refusal.Message}");
        }
    }
}
