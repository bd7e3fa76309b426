using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Security;

/// <summary>HOP402: a secret is written into the plan.</summary>
public sealed class LiteralSecret : ShellRule
{
    private static readonly Regex SecretName = new(
        @"(PASSWORD|PASSWD|PASSPHRASE|(\A|[._-])SECRET|SECRET[_-]?KEY|TOKEN|API[_-]?KEY|ACCESS[_-]?KEY|PRIVATE[_-]?KEY|CREDENTIALS?|PGPASS)\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex Address = new(@"\A[a-z][a-z0-9+.-]*://[^/@:\s]+:(?<value>[^/@\s]+)@", RegexOptions.CultureInvariant);
    private static readonly Regex Statement = new(
        @"\bPASSWORD\s+'(?<value>[^']+)'", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex Header = new(@"\A(?<name>[A-Za-z-]+):\s*((Basic|Bearer|Token)\s+)?(?<value>\S+)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
    private static readonly string[] MySqlClients = ["mysql", "mysqldump"];

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP402",
        new("A secret is written into the plan", "秘密情報がプランに直接書かれている"),
        new(
            "It is in the repository for ever, in every log of the run, and in the process list of the host while the command runs.",
            "リポジトリにいつまでも残り、実行ログに現れ、コマンドの実行中はホストのプロセス一覧にも現れます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => line.Commands
        .SelectMany(Secrets)
        .Select(word => At(word.Place, Text(line.At.Step)));

    /// <inheritdoc />
    protected override IEnumerable<Finding> CheckSteps(Trace trace) => trace.Plan.Steps
        .Select(step => step switch
        {
            SetVariable variable when Judges(variable) => At(variable.Value!.Place, Text(step)),
            SetSetting setting when IsSecret(setting.Setting, setting.Value) || IsAddressWithSecret(setting.Value) => At(setting.Value.Place, Text(step)),
            _ => null,
        })
        .OfType<Finding>();

    internal static bool Judges(SetVariable step) => step.Value is { } value && (IsSecret(step.Variable, value) || IsAddressWithSecret(value));

    private static IEnumerable<ShellWord> Secrets(ShellCommand command)
    {
        foreach (var word in command.Assignments.Concat(command.Words))
        {
            if (Pairs(word.Text).Any(pair => IsSecret(pair.Name, pair.Value)) || IsAddressWithSecret(word.Text) || IsStatementWithSecret(word.Text))
                yield return word;
        }

        // The value is a word of its own.
        for (var i = 1; i + 1 < command.Words.Length; i++)
        {
            var (option, value) = (command.Words[i], command.Words[i + 1]);
            var takesSecret = option.IsOption && (SecretName.IsMatch(option.Text) || (option.Text == "-p" && command.Is("docker", "login")));
            if (takesSecret && !value.IsOption && value.Text.IndexOf('=') < 0 && IsLiteral(value.Text))
                yield return value;
        }

        // Headers of HTTP: curl -H 'PRIVATE-TOKEN: …'.
        foreach (var word in command.Arguments.Where(_ => command.Program is "curl" or "wget"))
        {
            if (Header.Match(word.Text.Substring(word.Text.StartsWith("--header=", StringComparison.Ordinal) ? "--header=".Length : 0)) is { Success: true } header
                && (header.Groups["name"].Value.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || SecretName.IsMatch(header.Groups["name"].Value))
                && IsLiteral(header.Groups["value"].Value))
            {
                yield return word;
            }
        }

        // The clients of MySQL want the password glued to its option.
        if (MySqlClients.Contains(command.Program, StringComparer.Ordinal)
            && command.Arguments.FirstOrDefault(word => word.Text.StartsWith("-p", StringComparison.Ordinal) && IsLiteral(word.Text.Substring(2))) is { } glued)
        {
            yield return glued;
        }
    }

    // helm takes several at once, kubectl one behind its option: --set a=b,c=d --from-literal=e=f.
    private static IEnumerable<(string Name, string Value)> Pairs(string text)
    {
        foreach (var part in text.Split(','))
        {
            var start = 0;
            for (var equals = part.IndexOf('='); equals > 0; equals = part.IndexOf('=', start))
            {
                yield return (part.Substring(start, equals - start), part.Substring(equals + 1));
                start = equals + 1;
            }
        }
    }

    /// <summary>Whether a value is written down that its name calls a secret.</summary>
    internal static bool IsSecret(string name, string value) => SecretName.IsMatch(name) && IsLiteral(value);

    private static bool IsAddressWithSecret(string text) => Address.Match(text) is { Success: true } match && IsLiteral(match.Groups["value"].Value);

    private static bool IsStatementWithSecret(string text) => Statement.Match(text) is { Success: true } match && IsLiteral(match.Groups["value"].Value);

    // References are looked up where the plan runs: $VAR, ${{ secrets.X }}, $(cat file), %VAR%; a path leads to a file that holds the secret.
    private static bool IsLiteral(string value) =>
        value.Length > 0 && value.IndexOf('$') < 0 && value.IndexOf('`') < 0 && value[0] is not ('/' or '@' or '%') && value is not ("true" or "false" or "-");

    private static Message Text(Step step) => new(
        $"Step '{step.Id}' holds a secret as it is; let it refer to a variable or a file of the host instead",
        $"ステップ '{step.Id}' に秘密情報がそのまま書かれています。変数またはホスト上のファイルを参照してください");
}
