using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Security;

/// <summary>HOP401: an archive is fetched without HTTPS.</summary>
public sealed class InsecureArchive : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP401",
        new("An archive is fetched without HTTPS", "アーカイブが HTTPS を使わずに取得される"),
        new("Whoever sits on the way can replace the code that will run.", "経路上にいる者が、これから実行されるコードをすり替えられます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
