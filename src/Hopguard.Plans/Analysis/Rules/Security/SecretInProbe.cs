using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Security;

/// <summary>HOP408: the request for the version holds a secret.</summary>
public sealed class SecretInProbe : ApplicationRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP408",
        new("The request for the version holds a secret", "バージョンの要求に秘密情報が含まれている"),
        new(
            "It is in the repository for ever, and in the access log of every server that the request passes.",
            "リポジトリにいつまでも残り、要求が通過するすべてのサーバーのアクセスログにも残ります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Application application, ImmutableArray<Plan> plans) =>
        from probe in application.Probes
        where probe.Request is not null
        let secret = Parameters(probe.Request!.Path).FirstOrDefault(parameter => LiteralSecret.IsSecret(parameter.Name, parameter.Value)).Name
        where secret is not null
        select At(probe.Place, new(
            $"The request for the version holds the secret '{secret}' in its path; send it in a 'header', whose value the deployment's '.env' or the environment holds",
            $"バージョンの要求のパスに秘密情報 '{secret}' が含まれています。値を '.env' または環境変数に置き、'header' で送ってください"));

    private static IEnumerable<(string Name, string Value)> Parameters(string path)
    {
        var start = path.IndexOf('?');
        return (start < 0 ? [] : path.Substring(start + 1).Split('&')).Select(pair => pair.Split(['='], 2)).Where(pair => pair.Length == 2).Select(pair => (pair[0], pair[1]));
    }
}
