using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Security;

/// <inheritdoc cref="SecurityRules.InsecureArchive" />
public sealed class InsecureArchive : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => SecurityRules.InsecureArchive;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => trace.Plan.Steps
        .OfType<FetchSource>()
        .Where(step => !IsSecure(step.Archive))
        .Select(step => At(
            step.Archive.Place,
            new(
                $"Archive {Quote.Of(step.Archive)} is not an HTTPS address; write one, and its 'sha256' beside it",
                $"アーカイブ {Quote.Of(step.Archive)} は HTTPS のアドレスではありません。HTTPS のアドレスと 'sha256' を書いてください")));

    private static bool IsSecure(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0 && uri.UserInfo.Length == 0;
}
