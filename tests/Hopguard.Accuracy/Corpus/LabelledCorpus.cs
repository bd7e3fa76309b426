using Hopguard.Accuracy.Mutations;
using Hopguard.Plans.Reading;

namespace Hopguard.Accuracy.Corpus;

/// <summary>The plans below <c>tests/corpus</c>: a folder per application, with its file and its plans in folders of their own.</summary>
public sealed class LabelledCorpus
{
    private const string Good = "good";
    private const string Ranges = "ranges";

    private LabelledCorpus(IReadOnlyList<LabelledPlan> plans, IReadOnlyList<GoodPlan> goodPlans, IReadOnlyList<GoodRange> goodRanges) => (Plans, GoodPlans, GoodRanges) = (plans, goodPlans, goodRanges);

    /// <summary>Every labelled plan, by path.</summary>
    public IReadOnlyList<LabelledPlan> Plans { get; }

    /// <summary>Plans from which mutants are made, by name: those in folders called <c>good</c>, and the shipped ones.</summary>
    public IReadOnlyList<GoodPlan> GoodPlans { get; }

    /// <summary>Plans for many pairs of versions from which mutants are made, by name: the shipped ones, and those of the corpus without a mistake.</summary>
    public IReadOnlyList<GoodRange> GoodRanges { get; }

    /// <summary>Reads a repository's corpus.</summary>
    public static LabelledCorpus Read(string root)
    {
        var plans = new List<LabelledPlan>();
        var goodPlans = new List<GoodPlan>();
        var goodRanges = new List<GoodRange>();
        foreach (var file in Directory.GetFiles(Path.Combine(root, "tests", "corpus"), ApplicationReader.FileName, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var surroundings = Surroundings.Read(root, file);
            foreach (var plan in PlansBelow(file))
            {
                var text = File.ReadAllText(plan);
                plans.Add(LabelledPlan.Of(Relative(Path.Combine(root, "tests", "corpus"), plan), surroundings, text));
                if (Path.GetFileName(Path.GetDirectoryName(plan)) is Good or Ranges && plans[^1].Label.Rules.IsEmpty)
                    Add(plan, surroundings);
            }
        }

        foreach (var (plan, surroundings) in Shipped(root))
            Add(plan, surroundings);

        return new LabelledCorpus(plans, [.. goodPlans.OrderBy(plan => plan.Name, StringComparer.Ordinal)], [.. goodRanges.OrderBy(range => range.Name, StringComparer.Ordinal)]);

        void Add(string plan, Surroundings surroundings)
        {
            if (IsRange(plan, surroundings))
                goodRanges.Add(ReadRange(root, plan, surroundings));
            else
                goodPlans.Add(ReadGood(root, plan, surroundings));
        }
    }

    private static IEnumerable<(string Plan, Surroundings Surroundings)> Shipped(string root) =>
        from file in Directory.GetFiles(Path.Combine(root, "plans"), ApplicationReader.FileName, SearchOption.AllDirectories)
        let surroundings = Surroundings.Read(root, file)
        from plan in PlansBelow(file)
        where Path.GetDirectoryName(plan) == Path.GetDirectoryName(file)
        select (plan, surroundings);

    private static bool IsRange(string plan, Surroundings surroundings) => PlanSet.Read(surroundings.With(File.ReadAllText(plan))).Plans is [{ Range: not null }];

    private static IEnumerable<string> PlansBelow(string applicationFile) => Directory.GetFiles(Path.GetDirectoryName(applicationFile)!, "*", SearchOption.AllDirectories)
        .Where(file => PlanFile.IsYaml(file) && Path.GetFileName(file) != ApplicationReader.FileName && !IsCompose(Path.GetRelativePath(Path.GetDirectoryName(applicationFile)!, file)))
        .Order(StringComparer.Ordinal);

    private static bool IsCompose(string path) => path.Replace('\\', '/').StartsWith("compose/", StringComparison.Ordinal);

    private static GoodPlan ReadGood(string root, string path, Surroundings surroundings)
    {
        var text = File.ReadAllText(path);
        var specimen = Specimen.Read(surroundings, text) ?? throw new FormatException($"'{path}' does not read as a plan");
        return new GoodPlan(Relative(root, path), surroundings, specimen.Application, PlanText.Of(specimen.Plan, text));
    }

    private static GoodRange ReadRange(string root, string path, Surroundings surroundings)
    {
        var text = File.ReadAllText(path);
        var set = PlanSet.Read(surroundings.With(text));
        return set.Plans is [{ Range: not null } plan] ? GoodRange.Of(Relative(root, path), surroundings, set.Applications[0], plan, text) : throw new FormatException($"'{path}' does not read as a plan for many pairs of versions");
    }

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
