using System.ComponentModel;
using System.Globalization;
using Cake.Frosting;
using Hopguard.Reporting.Summaries;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;

namespace Hopguard.Tasks.ListFleet;

/// <summary>Shows the waves in which the deployments of an inventory are upgraded, and gives them to the jobs of <c>fleet.yml</c>; touches no deployment.</summary>
[TaskName("ListFleet")]
[Category("Fleets")]
[TaskDescription("Shows the waves of a fleet (--inventory) and its deployments, and gives each wave to a CI job; touches none of them. Ends with 0, or 2 (the inventory is wrong)")]
public sealed class ListFleetTask : FrostingTask<HopguardContext>
{
    private const string Upgrade = "Upgrade";

    /// <inheritdoc />
    public override void Run(HopguardContext context) => List(context.Options, context.Environment.WorkingDirectory.FullPath, Console.Out, context.Outputs);

    internal static void List(OptionValues options, string workingFolder, TextWriter output, OutputValues outputs)
    {
        var waves = FleetFile.Read(options.Text(OptionCatalogue.Inventory) ?? Path.Combine(workingFolder, OptionCatalogue.Inventory.Default), Applications());
        outputs[OutputCatalogue.Waves] = waves.Count.ToString(CultureInfo.InvariantCulture);
        foreach (var (index, told) in OutputCatalogue.Wave.Index())
            outputs[told] = index < waves.Count ? FleetJson.Matrix(waves[index]) : null;

        string[] lines = [.. FleetText.Render(waves, options.Language)];
        ToldForm.Tell(options, output, lines, "json", () => FleetJson.Render(waves));
        // Who approves the waves looks at the page of the job.
        JobSummary.Append(lines);
    }

    // By the names that they have in targets, as the workflows call these.
    private static List<string> Applications() =>
    [
        .. TargetList.Of([typeof(ListFleetTask).Assembly])
            .Where(target => target.Role == TargetRole.Upgrade && target.Name.StartsWith(Upgrade, StringComparison.Ordinal))
            .Select(target => target.Name[Upgrade.Length..].ToLowerInvariant()),
    ];
}
