using System.ComponentModel;
using Cake.Common.Diagnostics;
using Cake.Frosting;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Tasks;
using Hopguard.Tasks.Options;

namespace Hopguard.DevTasks.GenerateDocs;

/// <summary>Writes the files that follow from the code, so that they cannot say something else.</summary>
[TaskName("GenerateDocs")]
[Category("Development")]
[TaskDescription("Writes the index of rules, the pages of steps and refusals, the schemas and the actions for CI from the code; with --check it only compares")]
public sealed class GenerateDocsTask : FrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override void Run(HopguardContext context)
    {
        var tree = new DocumentTree(Repository.FindRoot());
        if (!context.Options.IsSet(OptionCatalogue.Check))
        {
            tree.Write(line => context.Information("{0}", line));
            return;
        }

        var drift = tree.Drift();
        foreach (var sentence in drift)
            context.Error("{0}", sentence);
        if (drift.Count > 0)
            throw new HopguardException($"{Counts.Of(drift.Count, "generated file is", "generated files are")} out of date", "Run './build.sh --target=GenerateDocs' and commit what it writes");
    }
}
