using Hopguard.Engine.Evidence;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Dumps;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Restores;

/// <summary>
/// Images of 14 and later let only SCRAM passwords in by default; a dump brings the hashes that its server had, and MD5 ones would lock everybody out. The method
/// <c>md5</c> lets in both kinds, so it is used where the dump needs it and the deployment does not say otherwise.
/// </summary>
internal static class PasswordMethods
{
    private const string Method = "POSTGRES_HOST_AUTH_METHOD";

    private const string Md5Roles = "SELECT quote_ident(rolname) FROM pg_authid WHERE rolpassword LIKE 'md5%' ORDER BY 1";

    /// <summary>What the trial server's environment needs beside that of its service, by the dump that it is for.</summary>
    public static IReadOnlyDictionary<string, string> VariablesFor(CopyEvidence copy, TargetServer target, Action<string> log) =>
        VariablesFor(GlobalsFilter.FindMd5Roles(File.ReadAllText(Path.Combine(copy.Folder, DumpFiles.Globals))), target, log);

    /// <summary>The same by the server that will be dumped.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ExpectAsync(PostgreSqlEndpoint server, TargetServer target, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(server, cancellationToken);
        return VariablesFor(await connection.QueryAsync(Md5Roles, row => row.GetString(0), cancellationToken), target, static _ => { });
    }

    private static Dictionary<string, string> VariablesFor(IReadOnlyList<string> roles, TargetServer target, Action<string> log)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var said = target.Environment.GetValueOrDefault(Method);
        if (roles.Count == 0 || said is "trust" or "md5")
            return variables;

        var who = $"{string.Join(", ", roles)} {(roles.Count == 1 ? "has an MD5 password" : "have MD5 passwords")}";
        if (!string.IsNullOrEmpty(said))
        {
            log($"{who}, which the deployment's method '{said}' refuses: set {(roles.Count == 1 ? "it" : "them")} again after the upgrade");
            return variables;
        }

        log($"{who}: the new server accepts MD5 as well as SCRAM passwords, until they are set again");
        variables[Method] = "md5";
        return variables;
    }
}
