using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Fixes;

/// <summary>
/// Everything that could help against the findings of a draft. Nothing here knows a rule: a finding says where something is wrong and which steps explain it, and
/// the analysis says whether a change helped.
/// </summary>
internal sealed class RepairCandidates
{
    // Beyond these a plan is tried only near its findings, and only the worst of them: the time stays bounded.
    private const int ShortPlan = 60;
    private const int MostFindings = 6;
    private const int MostNear = 8;

    private readonly Application _application;
    private readonly Draft _draft;
    private readonly Plan _plan;

    private RepairCandidates(Application application, Draft draft) => (_application, _draft, _plan) = (application, draft, draft.Plan!);

    /// <summary>Repairs to try, each once, in an order that depends on the draft alone.</summary>
    public static IEnumerable<Repair> For(Application application, Draft draft)
    {
        var candidates = new RepairCandidates(application, draft);
        var seen = new HashSet<(object, int, int)>();
        return draft.Findings
            .Where(finding => finding.Severity > Severity.Note)
            .OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal)
            .Take(MostFindings)
            .SelectMany(candidates.Against)
            .Where(repair => seen.Add(KeyOf(repair)));
    }

    // Two changes with the same key make the same steps of a draft.
    private static (object, int, int) KeyOf(Repair repair) => repair switch
    {
        MoveStep { Step: var step, Place: var place } => Math.Abs(step - place) == 1 ? (nameof(MoveStep), Math.Min(step, place), Math.Max(step, place)) : (nameof(MoveStep), step, place),
        InsertSteps insert => (insert.Template.Text, insert.At.Index, 0),
        _ => (repair, 0, 0),
    };

    private IEnumerable<Repair> Against(Finding finding)
    {
        var at = StepAt(finding.Place);
        var near = finding.Related.Select(related => StepAt(related.Place)).Prepend(at).OfType<int>().Distinct().Take(MostNear).ToList();
        var templates = new StepTemplates(_application, _plan, at ?? 0);
        var values = new ValueCandidates(_application, _plan, templates);
        return
        [
            .. near.SelectMany(step => values.For(_plan.Steps[step], finding)),
            .. values.FullerArchives(),
            .. values.TargetMajors(),
            .. Moves(near, at),
            .. Inserts(finding, near, at, templates),
            .. Removals(near),
        ];
    }

    // What explains a finding may stand in the application's file, or beside the steps.
    private int? StepAt(SourcePlace place) => place.Path == _plan.Path ? _draft.Layout!.StepAt(place.Line) : null;

    // What nobody understands is no better understood elsewhere: only its declaration, or leaving it out, clears anything.
    private IEnumerable<Repair> Moves(List<int> near, int? at) => AllMoves(near, at).Where(move => move.Place != move.Step && _plan.Steps[move.Step] is not RunCommand { Does: null });

    private IEnumerable<MoveStep> AllMoves(List<int> near, int? at)
    {
        var all = Enumerable.Range(0, _plan.Steps.Length).ToList();
        var others = all.Count <= ShortPlan ? all : near;
        foreach (var step in near)
        {
            foreach (var other in others)
            {
                yield return Move(step, new Slot(other, IsBehind: false));
                yield return Move(step, new Slot(other, IsBehind: true));
            }
        }

        if (at is not { } wrong || all.Count > ShortPlan)
            yield break;

        foreach (var later in all.Where(step => step > wrong))
            yield return Move(later, new Slot(wrong, IsBehind: false));
        foreach (var earlier in all.Where(step => step < wrong))
            yield return Move(earlier, new Slot(wrong, IsBehind: true));
    }

    private MoveStep Move(int step, Slot to) => new(step, _plan.Steps[step].Id, to, _plan.Steps[to.Step].Id);

    private IEnumerable<Repair> Inserts(Finding finding, List<int> near, int? at, StepTemplates templates)
    {
        var slots = Slots(near, at ?? 0).Distinct().ToList();
        var unresolved = finding.Rule == SyntaxRules.UnresolvedReference ? Unresolved(finding).ToList() : [];
        foreach (var template in templates.All(unresolved, near.Select(step => _plan.Steps[step])))
        {
            var isNamed = finding.Message.English.Contains($"'{template.Lines[0].Split(':')[0]}'");
            foreach (var slot in slots)
                yield return new InsertSteps(template, slot, _plan.Steps[slot.Step].Id, isNamed, Distance: Math.Abs(slot.Index - (at ?? slot.Index)));
        }
    }

    // Beside what is wrong; before anything is touched; and around the acceptance, where checks of the new version stand.
    private IEnumerable<Slot> Slots(List<int> near, int at)
    {
        foreach (var step in near)
        {
            yield return new Slot(step, IsBehind: false);
            yield return new Slot(step, IsBehind: true);
        }

        var last = _plan.Steps.Length - 1;
        var touching = _plan.Steps.TakeWhile(step => step is FetchSource or CheckTarget or CheckSpace or PullImages).Count();
        yield return new Slot(Math.Min(touching, last), IsBehind: touching > last);
        foreach (var turn in StepTemplates.Nearest(_plan, step => step is StopServices or ComposeDown or StartServices or Accept || VersionChange.IsBy(step, _application), at))
        {
            if (_plan.Steps[turn] is not Accept)
                yield return new Slot(turn, IsBehind: true);
            if (_plan.Steps[turn] is ComposeDown or Accept || VersionChange.IsBy(_plan.Steps[turn], _application))
                yield return new Slot(turn, IsBehind: false);
        }

        yield return new Slot(last, IsBehind: true);
    }

    private IEnumerable<string> Unresolved(Finding finding)
    {
        var text = _draft.Text.Substring(finding.Place.Start, finding.Place.Length).Trim('"', '\'');
        return text.Length > 0 && Reading.ValueForms.Problem(text, ValueForm.Name) is null ? [text] : [];
    }

    private IEnumerable<Repair> Removals(List<int> near) => near.Select(step => new RemoveStep(step, _plan.Steps[step].Id));
}
