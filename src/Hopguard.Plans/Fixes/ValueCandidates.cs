using System.Collections.Immutable;
using System.Globalization;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Fixes;

/// <summary>Other values for what a finding underlines.</summary>
internal sealed class ValueCandidates(Application application, Plan plan, StepTemplates templates)
{
    /// <summary>Every value that the underlined key could have instead.</summary>
    public IEnumerable<Repair> For(Step step, Finding finding)
    {
        foreach (var key in StepKind.Of(step).Keys)
        {
            if (step.Arguments.FirstOrDefault(argument => argument.Key == key.Name) is not { } argument)
                continue;

            var lies = argument.Place.Start <= finding.Place.Start && finding.Place.Start + finding.Place.Length <= argument.Place.Start + argument.Place.Length;
            foreach (var value in lies ? Values(step, key) : [])
            {
                if (value != argument.Text)
                    yield return new ReplaceValue(step.Id, argument.Place, argument.Text, value, ChangesLoss(step, key));
            }
        }
    }

    /// <summary>Archives that hold every volume.</summary>
    public IEnumerable<Repair> FullerArchives()
    {
        foreach (var archive in templates.Archives)
        {
            var argument = archive.Arguments.First(argument => argument.Key == "stores");
            var missing = templates.Volumes.Select(store => store.Name).Except(archive.Stores.Select(store => store.Text), StringComparer.Ordinal).ToList();
            if (missing.Count > 0)
                yield return new ReplaceValue(archive.Id, argument.Place, argument.Text, List(archive.Stores.Select(store => store.Text).Concat(missing)), ChangesLoss: false);
        }
    }

    /// <summary>Trials on a server of the target's major.</summary>
    public IEnumerable<Repair> TargetMajors()
    {
        var wanted = Majors().Select(major => major.ToString(CultureInfo.InvariantCulture)).FirstOrDefault();
        foreach (var trial in templates.Trials)
        {
            if (wanted is not null && trial.Arguments.FirstOrDefault(argument => argument.Key == "postgresql") is { } argument && argument.Text != wanted)
                yield return new ReplaceValue(trial.Id, argument.Place, argument.Text, wanted, ChangesLoss: false);
        }
    }

    private IEnumerable<string> Values(Step step, StepKey key)
    {
        var type = key.ValueType;
        if (type == typeof(bool))
            return ["false"];
        if (type == typeof(ReleaseVersion))
            return plan.Range is not null ? ["target"] : plan.To is { } to ? [to.ToString()] : [];
        if (key.Name == "postgresql")
            return Majors().Select(major => major.ToString(CultureInfo.InvariantCulture));

        return type == typeof(ImmutableArray<Name>) ? Lists(step) : Names(key.Attribute.Refers);
    }

    private IEnumerable<int> Majors() => new[] { plan.TargetIn(application), plan.SourceIn(application) }.Select(release => release?.PostgreSqlMajor).OfType<int>();

    private IEnumerable<string> Lists(Step step) => step switch
    {
        BackUpVolumes => [List(templates.Volumes.Select(store => store.Name))],
        StopServices or StartServices => templates.Databases.Select(store => List([store.Service])),
        _ => [],
    };

    private IEnumerable<string> Names(Reference refers) => refers switch
    {
        Reference.Copy => Copies(),
        Reference.Trial => Trials(),
        Reference.Proof => Trials().Append(VerifyCopy.ReadBack),
        Reference.Source => plan.Steps.OfType<FetchSource>().Select(fetch => fetch.As.Text),
        Reference.Store => application.Stores.Keys.OrderBy(name => name, StringComparer.Ordinal),
        Reference.Service => application.Services.Keys.OrderBy(name => name, StringComparer.Ordinal),
        _ => [],
    };

    private IEnumerable<string> Copies() => templates.Dumps.Select(dump => dump.As.Text).Concat(templates.Archives.Select(archive => archive.As.Text));

    private IEnumerable<string> Trials() => templates.Trials.Select(trial => trial.Into.Text);

    // Where a step takes data away or puts other data in its place, the store it names and the switch that deletes are what an operator decides.
    private static bool ChangesLoss(Step step, StepKey key) =>
        key.ValueType == typeof(bool)
        || (step is RetireVolume or RemoveVolume or PromoteVolume or RestoreInPlace && key.Attribute.Refers is Reference.Store or Reference.Trial);

    private static string List(IEnumerable<string> names) => $"[{string.Join(", ", names)}]";
}
