using Hopguard.Engine.Evidence;
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

    /// <summary>What the trial server's environment needs beside that of its service.</summary>
    public static IReadOnlyDictionary<string, string> VariablesFor(CopyEvidence copy, TargetServer target, Action<string> log)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var roles = GlobalsFilter.FindMd5Roles(File.ReadAllText(Path.Combine(copy.Folder, DumpFiles.Globals)));
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
