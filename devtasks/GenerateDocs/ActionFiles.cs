using Hopguard.Reporting.Documents;
using Hopguard.Tasks;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;

namespace Hopguard.DevTasks.GenerateDocs;

/// <summary>The actions for GitHub: one for every target that operators have, and one at the root that takes any of them by name. Nothing is listed by hand.</summary>
internal static class ActionFiles
{
    /// <summary>The file of a folder that makes it an action.</summary>
    public const string Name = "action.yml";

    /// <summary>The input of the root's action that names the target.</summary>
    public const string TargetInput = "target";

    /// <summary>The targets that have an action: what people type, and not the plans and steps behind it.</summary>
    public static IReadOnlyList<Target> Targets { get; } = [.. TargetList.Of([typeof(HopguardContext).Assembly]).Where(target => target is { IsPlan: false, IsStep: false })];

    /// <summary>The options of Cake that are of use in a job: what decides how much is told and where paths begin. What only looks or lists is not.</summary>
    public static IReadOnlyList<CakeOption> CakeOptions { get; } = [.. CakeOption.All.Where(option => option is { Value: not null, Repeatable: false })];

    /// <summary>What is said of the switch of the summary.</summary>
    public const string Summary = "whether what happened is written to the summary page of the job: true or false";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GeneratedDocument> Render() => [Root(), .. Targets.Select(Of)];

    private static GeneratedDocument Root()
    {
        var target = new ActionInput(TargetInput, $"what to do: {string.Join(", ", Targets.Select(one => one.Name))}, or a plan or a step of one", IsRequired: true);
        var options = OptionCatalogue.All.Where(option => Targets.Any(one => IsInput(option, one)))
            .Select(option => ActionInput.Of(option, isRequired: false, Targets.All(one => IsInput(option, one)) ? [] : [.. Targets.Where(one => IsInput(option, one)).Select(one => one.Name)]));
        var file = new ActionFile("Hopguard", "Upgrades self-hosted applications one version hop at a time, without losing data", "tasks/action.sh")
        {
            Inputs = [target, .. options, .. Common()],
            Outputs = OutputCatalogue.All,
        };
        return new GeneratedDocument(Name, file.Render());
    }

    private static GeneratedDocument Of(Target target)
    {
        var file = new ActionFile($"Hopguard: {target.Name}", target.Description, "../action.sh")
        {
            Target = target.Name,
            Inputs = [.. OptionCatalogue.All.Where(option => IsInput(option, target)).Select(option => ActionInput.Of(option, option.IsRequiredInJob, [])), .. Common()],
            Outputs = [.. OutputCatalogue.All.Where(output => output.IsToldBy(target.Name, target.Role))],
        };
        return new GeneratedDocument($"tasks/{target.Name}/{Name}", file.Render());
    }

    private static IEnumerable<ActionInput> Common() => CakeOptions.Select(ActionInput.Of);

    /// <summary>Whether an option is an input of what runs a target.</summary>
    public static bool IsInput(Option option, Target target) => option.IsReadBy(target.Name, target.Role);
}
