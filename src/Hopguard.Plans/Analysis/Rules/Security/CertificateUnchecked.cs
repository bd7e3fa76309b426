using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Security;

/// <summary>HOP404: the check of certificates is switched off.</summary>
public sealed class CertificateUnchecked : ShellRule
{
    private static readonly Dictionary<string, string[]> Switches = new(StringComparer.Ordinal)
    {
        ["GIT_SSL_NO_VERIFY"] = ["1", "true"],
        ["NODE_TLS_REJECT_UNAUTHORIZED"] = ["0"],
        ["PYTHONHTTPSVERIFY"] = ["0"],
        ["DOCKER_TLS_VERIFY"] = ["0"],
    };

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP404",
        new("The check of certificates is switched off", "証明書の検証が無効にされている"),
        new("Whoever sits on the way can answer in the name of the server.", "経路上にいる者が、サーバーになりすまして応答できます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => line.Commands
        .Select(Off)
        .Where(word => word is not null)
        .Select(word => At(word!.Place, Text(word)));

    /// <inheritdoc />
    protected override IEnumerable<Finding> CheckSteps(Trace trace) => trace.Plan.Steps
        .OfType<SetVariable>()
        .Where(Judges)
        .Select(step => At(step.Variable.Place, Text(step.Variable)));

    internal static bool Judges(SetVariable step) => step.Value is { } value && IsSwitch(step.Variable, value);

    private static ShellWord? Off(ShellCommand command)
    {
        var words = command.Program == "export" ? command.Assignments.Concat(command.Arguments) : command.Assignments;
        if (words.FirstOrDefault(word => word.Text.IndexOf('=') is > 0 and var at && IsSwitch(word.Text.Substring(0, at), word.Text.Substring(at + 1))) is { } set)
            return set;

        return command.Program switch
        {
            "curl" => command.Option("-k", "--insecure"),
            "wget" => command.Option("--no-check-certificate"),
            "git" => command.Arguments.FirstOrDefault(word => word.Text.Equals("http.sslVerify=false", StringComparison.OrdinalIgnoreCase)),
            "kubectl" => command.Option("--insecure-skip-tls-verify"),
            "helm" => command.Option("--insecure-skip-tls-verify", "--kube-insecure-skip-tls-verify"),
            "pip" or "pip3" => command.Option("--trusted-host"),
            _ => null,
        };
    }

    private static bool IsSwitch(string name, string value) => Switches.TryGetValue(name, out var off) && off.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static Message Text(object word) => new(
        $"'{word}' switches the check of certificates off; add the authority's certificate to the host's trusted ones instead",
        $"'{word}' は証明書の検証を無効にします。代わりに認証局の証明書をホストの信頼済み証明書に追加してください");
}
