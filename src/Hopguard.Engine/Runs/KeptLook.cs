using Hopguard.Engine.Claims;
using Hopguard.Engine.Reports;

namespace Hopguard.Engine.Runs;

/// <summary>
/// Looks what of that which a run says it keeps is still there: people remove volumes and folders by hand, and a list that names them would be trusted. Where the host does not answer in
/// time nothing is left out, and nothing fails because of it.
/// </summary>
public sealed class KeptLook(IDeploymentHost host)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    /// <summary>The report with what is there.</summary>
    public async Task<RunReport> OfAsync(RunReport report)
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        try
        {
            var kept = new List<KeptItem>();
            foreach (var item in report.Kept)
            {
                if (await FindAsync(item.Where, limit.Token) is { Length: > 0 } where)
                    kept.Add(item with { Where = where });
            }

            return report with { Kept = kept };
        }
        catch (Exception trouble) when (trouble is HopguardException or OperationCanceledException or IOException)
        {
            return report;
        }
    }

    // Several volumes may be kept under one name.
    private async Task<string> FindAsync(string where, CancellationToken cancellationToken)
    {
        if (Path.IsPathRooted(where))
            return Path.Exists(where) ? where : string.Empty;

        var there = new List<string>();
        foreach (var name in where.Split(KeptObjects.Separator))
        {
            if (await host.HasAsync(name, cancellationToken))
                there.Add(name);
        }

        return string.Join(KeptObjects.Separator, there);
    }
}
