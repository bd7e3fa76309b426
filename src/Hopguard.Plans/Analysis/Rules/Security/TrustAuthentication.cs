using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Security;

/// <summary>HOP405: the database lets everybody in without a password.</summary>
public sealed class TrustAuthentication : ShellRule
{
    private const string Variable = "POSTGRES_HOST_AUTH_METHOD";
    private static readonly Regex HostRule = new(
        @"\bhost(ssl|nossl)?\s+\S+\s+\S+\s+(all|samenet|0\.0\.0\.0/0|::/0|::0/0|\d+\.\d+\.\d+\.\d+/\d+)\s+trust\b", RegexOptions.CultureInvariant);

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP405",
        new("The database lets everybody in without a password", "データベースがパスワードなしで誰でも受け入れる"),
        new(
            "Every container of the network and whoever reaches the port is superuser; the image writes the setting into the data folder, where it stays.",
            "同じネットワークのコンテナーもポートに届く者も、すべて特権ユーザーになります。イメージはこの設定をデータフォルダーに書き込むため、後まで残ります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => line.Commands
        .Select(command => command.Assignments.Concat(command.Words).FirstOrDefault(Opens))
        .OfType<ShellWord>()
        // A script that is handed to a shell is a word of the line and is read as well.
        .Take(1)
        .Select(word => At(word.Place, Text(line.At.Step)));

    /// <inheritdoc />
    protected override IEnumerable<Finding> CheckSteps(Trace trace) => trace.Plan.Steps
        .OfType<SetVariable>()
        .Where(Judges)
        .Select(step => At(step.Value!.Place, Text(step)));

    internal static bool Judges(SetVariable step) => step.Variable.Text == Variable && step.Value?.Text == "trust";

    private static bool Opens(ShellWord word) =>
        word.Text.EndsWith(Variable + "=trust", StringComparison.Ordinal) || (HostRule.Match(word.Text) is { Success: true } match && match.Value.IndexOf("127.0.0.1/32", StringComparison.Ordinal) < 0);

    private static Message Text(Step step) => new(
        $"Step '{step.Id}' lets everybody into the database without a password; use 'scram-sha-256'",
        $"ステップ '{step.Id}' により、パスワードなしで誰でもデータベースに入れます。'scram-sha-256' を使ってください");
}
