using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>Refuses a state folder that lies where a step or a service would move or empty it: the journal would go with it.</summary>
/// <param name="deployment">The deployment's folder, links resolved.</param>
/// <param name="stateFolder">The state folder, links resolved.</param>
internal sealed class StatePlacement(string deployment, string stateFolder)
{
    /// <summary>Refuses what is known without asking the engine: the folder itself, and those that the plan renames.</summary>
    public void RequireOutsideTrees(Plan plan)
    {
        RequireOutside(deployment, "the deployment's folder");
        foreach (var step in plan.Steps.OfType<SwitchSource>())
            RequireOutside(Path.Combine(Path.GetDirectoryName(deployment) ?? deployment, step.KeepAs.Text), "the folder that the old source tree is kept in");
    }

    /// <summary>Refuses folders that the deployment's containers write, and the engine's own.</summary>
    public void RequireOutsideData(DeploymentOutline outline)
    {
        foreach (var folder in outline.DataFolders)
            RequireOutside(RealPath.Of(folder), "a folder that the engine or a container of the deployment writes");
    }

    private void RequireOutside(string folder, string what)
    {
        if (!RealPath.IsInside(stateFolder, folder))
            return;

        throw new HopguardException(
            $"State folder '{stateFolder}' lies in '{folder}', {what}, and would be moved or lost with it; nothing was changed",
            stateFolder == deployment + RunLibrary.Suffix
                ? "Give a folder of its own with --state, such as --state=/var/lib/hopguard"
                : $"Leave --state out, which means '{deployment + RunLibrary.Suffix}', or name a folder of its own");
    }
}
