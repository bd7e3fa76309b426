using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>Whether a plan can be done where a store lies in a database outside of the deployment: its server stays what it is, and its data is put nowhere else.</summary>
internal static class ExternalFit
{
    /// <summary>Refuses a plan that needs the store's server or volume to be the deployment's, before anything is touched.</summary>
    /// <exception cref="HopguardException">It does.</exception>
    public static void Require(Plan plan, DeploymentSnapshot before)
    {
        foreach (var (store, where) in before.External.OrderBy(store => store.Key, StringComparer.Ordinal))
        {
            if (plan.IsOfBase || plan.Steps.Any(step => Moves(step, store)))
            {
                throw new HopguardException(
                    $"Store '{store}' lies in an external database ({where}), and plan '{plan.Id}' is only for one of the project; nothing was changed",
                    "Choose a plan that leaves the database where it is; or move it into the project, take the variable away, and type the same command again");
            }
        }
    }

    private static bool Moves(Step step, string store) => step switch
    {
        RetireVolume retire => retire.Store.Text == store,
        PromoteVolume promote => promote.To.Text == store,
        RestoreVolumes restore => restore.Stores.Any(one => one.Text == store),
        UseBackup use => use.Stores.Any(one => one.Text == store),
        _ => false,
    };
}
