using Hopguard.Engine;

namespace Hopguard.Postgres.Restores;

/// <summary>
/// Drops from a dump's globals the one statement that cannot work: creating the role that <c>initdb</c> of the new server has made already. Whatever else fails
/// is then an error worth stopping at.
/// </summary>
internal static class GlobalsFilter
{
    /// <summary>The globals without that statement.</summary>
    /// <param name="globals">What <c>pg_dumpall --globals-only</c> wrote.</param>
    /// <param name="bootstrapRole">Name of the new server's bootstrap role, quoted as an identifier where it has to be.</param>
    /// <exception cref="HopguardException">The statement is there more than once: one of them stands in some text, and nobody can say which.</exception>
    public static string Apply(string globals, string bootstrapRole)
    {
        var statement = $"CREATE ROLE {bootstrapRole};";
        var lines = globals.Split('\n');
        if (lines.Count(line => line == statement) > 1)
            throw new HopguardException($"The globals of the dump say '{statement}' more than once", "Look for it in comments on roles");

        return string.Join('\n', lines.Where(line => line != statement));
    }

    /// <summary>Roles with an MD5 password hash, as the globals name them.</summary>
    public static IReadOnlyList<string> FindMd5Roles(string globals) =>
    [
        .. globals.Split('\n')
            .Where(line => line.StartsWith("ALTER ROLE ", StringComparison.Ordinal) && line.Contains(" PASSWORD 'md5", StringComparison.Ordinal))
            .Select(line => line["ALTER ROLE ".Length..line.IndexOf(" WITH ", StringComparison.Ordinal)]),
    ];
}
