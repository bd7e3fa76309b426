using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using Hopguard.Engine;
using k8s.Autorest;

namespace Hopguard.Kubernetes.Connection;

/// <summary>Turns what an API server refuses, or leaves unanswered, into errors an operator can act on.</summary>
internal static class ClusterRefusal
{
    /// <summary>Says what the API server refused, in its own words.</summary>
    public static HopguardException Explain(ClusterEndpoint endpoint, HttpOperationException refusal)
    {
        var words = WordsOf(refusal);
        return refusal.Response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new HopguardException(
                $"API server {endpoint} does not accept the login of '{endpoint.Source}'", $"Log in anew, or name another kubeconfig or context; '{endpoint.Kubectl("auth can-i --list")}' shows whether it is accepted", refusal),
            HttpStatusCode.Forbidden => new HopguardException(
                $"API server {endpoint} does not allow what is needed: {words}", $"Have that right granted; '{endpoint.Kubectl("auth can-i --list")}' lists those that there are", refusal),
            var status => new HopguardException($"API server {endpoint} refused with status {(int)status}: {words}", null, refusal),
        };
    }

    /// <summary>The status with which the API server refused; null for any other error.</summary>
    public static HttpStatusCode? StatusOf(HopguardException refusal) => (refusal.InnerException as HttpOperationException)?.Response.StatusCode;

    /// <summary>Nobody answers there.</summary>
    public static HopguardException Unreachable(ClusterEndpoint endpoint, Exception failure)
    {
        if (Inner<AuthenticationException>(failure) is { } untrusted)
        {
            return new HopguardException(
                $"The certificate of API server {endpoint} is not one that kubeconfig '{endpoint.Source}' trusts, or it expired: {untrusted.Message.TrimEnd('.')}",
                "Fetch a new kubeconfig from whoever runs the cluster, or have its certificate renewed", failure);
        }

        var reason = failure is OperationCanceledException ? "no answer in time" : (failure.InnerException ?? failure).Message.TrimEnd('.');
        return new HopguardException(
            $"API server {endpoint} does not answer: {reason}", $"Look at the cluster and at the network between it and this host; '{endpoint.Kubectl("get --raw /readyz", isNamespaced: false)}' says 'ok' when it answers", failure)
        { IsEngineDown = true };
    }

    /// <summary>Whether asking again may bring an answer.</summary>
    public static bool MayPass(Exception failure) => failure switch
    {
        HttpOperationException { Response.StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } => true,
        HttpOperationException => false,
        _ => Inner<AuthenticationException>(failure) is null,
    };

    private static T? Inner<T>(Exception failure)
        where T : Exception
    {
        for (var at = failure; at is not null; at = at.InnerException!)
        {
            if (at is T found)
                return found;
        }

        return null;
    }

    private static string WordsOf(HttpOperationException refusal)
    {
        try
        {
            using var status = JsonDocument.Parse(refusal.Response.Content ?? string.Empty);
            return status.RootElement.GetProperty("message").GetString()?.Split('\n')[0].TrimEnd('.') ?? refusal.Message;
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return refusal.Message.Split('\n')[0].TrimEnd('.');
        }
    }
}
