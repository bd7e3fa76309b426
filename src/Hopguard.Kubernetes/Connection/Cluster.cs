using System.Net;
using System.Security.Cryptography;
using Hopguard.Engine;
using k8s;
using k8s.Autorest;
using k8s.Exceptions;
using k8s.Models;

namespace Hopguard.Kubernetes.Connection;

/// <summary>The cluster of the deployment, asked with patience that ends: a question has a time limit, and a server that was there before is waited for a little.</summary>
/// <param name="place">Where the operator says that the deployment is.</param>
/// <param name="clock">The clock.</param>
public sealed class Cluster(ClusterPlace place, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // A control plane with one server is away for this long while it is restarted; one that never answered is more likely the wrong address.
    private static readonly TimeSpan PatienceWithKnown = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan PatienceWithUnknown = TimeSpan.FromSeconds(5);

    // Most silences are over sooner, and nobody need know.
    private static readonly TimeSpan SilenceBorne = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private k8s.Kubernetes? _client;
    private bool _hasAnswered;
    private bool _isTold;

    /// <summary>Told when a server that was there before does not answer for a few seconds: with what asking it brought, and how long it is waited for.</summary>
    internal Action<HopguardException, TimeSpan>? Awaits { get; set; }

    /// <summary>What the cluster is, and who asks it.</summary>
    /// <exception cref="HopguardException">There is no kubeconfig that says so.</exception>
    internal ClusterEndpoint Endpoint
    {
        get
        {
            lock (_gate)
                return field ??= new KubeconfigLookup(Environment.GetEnvironmentVariable).Find(place);
        }
    }

    /// <summary>The namespace of the deployment.</summary>
    internal string Namespace => Endpoint.Namespace;

    /// <summary>Whether the call only looks.</summary>
    internal bool OnlyLooks => place.OnlyLooks;

    /// <summary>The client, for what has no time limit: the output of a command.</summary>
    internal k8s.Kubernetes Client
    {
        get
        {
            lock (_gate)
                return _client ??= Connect();
        }
    }

    /// <summary>Asks once, and again while the server does not answer and may still do so.</summary>
    /// <exception cref="HopguardException">The server refuses, or does not answer.</exception>
    internal Task<T> AskAsync<T>(Func<IKubernetes, CancellationToken, Task<T>> ask, CancellationToken cancellationToken) => AskAsync(ask, isPatient: true, cancellationToken);

    /// <summary>Asks once: what stands behind the server may not answer where the server does.</summary>
    /// <exception cref="HopguardException">It refuses, or does not answer.</exception>
    internal Task<T> AskOnceAsync<T>(Func<IKubernetes, CancellationToken, Task<T>> ask, CancellationToken cancellationToken) => AskAsync(ask, isPatient: false, cancellationToken);

    private async Task<T> AskAsync<T>(Func<IKubernetes, CancellationToken, Task<T>> ask, bool isPatient, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(AnswerLimit);
                var answer = await ask(Client, limit.Token);
                (_hasAnswered, _isTold) = (true, false);
                return answer;
            }
            catch (Exception failure) when (IsOfConnection(failure) && !cancellationToken.IsCancellationRequested)
            {
                if (!isPatient || !ClusterRefusal.MayPass(failure) || clock.GetElapsedTime(began) > (_hasAnswered ? PatienceWithKnown : PatienceWithUnknown))
                    throw Explain(failure);
                if (_hasAnswered && !_isTold && clock.GetElapsedTime(began) > SilenceBorne)
                {
                    _isTold = true;
                    Awaits?.Invoke(Explain(failure), PatienceWithKnown);
                }
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>Asks for a thing that need not be there; null where it is not.</summary>
    /// <exception cref="HopguardException">The server refuses, or does not answer.</exception>
    internal async Task<T?> FindAsync<T>(Func<IKubernetes, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await AskAsync(ask, cancellationToken);
        }
        catch (HopguardException refusal) when (ClusterRefusal.StatusOf(refusal) == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The namespace of the deployment.</summary>
    /// <exception cref="HopguardException">There is none of that name.</exception>
    internal async Task<V1Namespace> RequireNamespaceAsync(CancellationToken cancellationToken) =>
        await FindAsync((client, token) => client.CoreV1.ReadNamespaceAsync(Namespace, cancellationToken: token), cancellationToken)
        ?? throw new HopguardException($"Cluster {Endpoint} has no namespace '{Namespace}'", $"Name another with --namespace; '{Endpoint.Kubectl("get namespaces", isNamespaced: false)}' lists them");

    /// <inheritdoc />
    public void Dispose() => _client?.Dispose();

    private k8s.Kubernetes Connect()
    {
        try
        {
            return new k8s.Kubernetes(Endpoint.Client);
        }
        catch (Exception wrong) when (wrong is KubeConfigException or CryptographicException or IOException)
        {
            throw KubeconfigLookup.Unusable(Endpoint.Source, wrong);
        }
    }

    private HopguardException Explain(Exception failure) => failure is HttpOperationException refusal ? ClusterRefusal.Explain(Endpoint, refusal) : ClusterRefusal.Unreachable(Endpoint, failure);

    private static bool IsOfConnection(Exception failure) => failure is HttpOperationException or HttpRequestException or IOException or OperationCanceledException;
}
