using System.ComponentModel;
using Cake.Frosting;

namespace Hopguard.Tasks.BackupCvat;

/// <summary>Backs up a CVAT deployment.</summary>
[TaskName("BackupCvat")]
[Category("CVAT")]
[TaskDescription("Takes a backup of CVAT's database and volumes, proves it by a restore, and starts CVAT again")]
[IsDependentOn(typeof(Generated.Cvat.Backup))]
public sealed class BackupCvatTask : FrostingTask<HopguardContext>;
