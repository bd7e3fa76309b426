using System.ComponentModel;
using Cake.Frosting;

namespace Hopguard.Tasks.UpgradeCvat;

/// <summary>Upgrades a CVAT deployment. The work is in the steps of the plan, which are targets of their own.</summary>
[TaskName("UpgradeCvat")]
[Category("CVAT")]
[TaskDescription("Upgrades CVAT on docker compose, verified at every step, with the way back open until you accept")]
[IsDependentOn(typeof(Generated.Cvat.Hop_2_3_0))]
public sealed class UpgradeCvatTask : FrostingTask<HopguardContext>;
