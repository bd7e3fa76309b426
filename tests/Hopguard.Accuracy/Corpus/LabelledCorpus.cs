using Hopguard.Accuracy.Mutations;
using Hopguard.Plans.Reading;

namespace Hopguard.Accuracy.Corpus;

/// <summary>The plans below <c>tests/corpus</c>: a folder per application, with its file and its plans in folders of their own.</summary>
public sealed class LabelledCorpus
{
    private const string Good = "good";

    private LabelledCorpus(IReadOnlyList<LabelledPlan> plans, IReadOnlyList<GoodPlan> goodPlans) => (Plans, GoodPlans) = (plans, goodPlans);

    /// <summary>Every labelled plan, by path.</summary>
    public IReadOnlyList<LabelledPlan> Plans { get; }

    /// <summary>Plans from which mutants are made, by name: those in folders called <c>good</c>, and the shipped ones.</summary>
    public IReadOnlyList<GoodPlan> GoodPlans { get; }

    /// <summary>Reads a repository's corpus.</summary>
    public static LabelledCorpus Read(string root)
    {
        var plans = new List<LabelledPlan>();
        var goodPlans = new List<GoodPlan>();
        foreach (var file in Directory.GetFiles(Path.Combine(root, "tests", "corpus"), ApplicationReader.FileName, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var surroundings = Surroundings.Read(root, file);
            foreach (var plan in PlansBelow(file))
            {
                var text = File.ReadAllText(plan);
                plans.Add(LabelledPlan.Of(Relative(Path.Combine(root, "tests", "corpus"), plan), surroundings, text));
                if (Path.GetFileName(Path.GetDirectoryName(plan)) == Good)
                    goodPlans.Add(ReadGood(root, plan, surroundings));
            }
        }

        goodPlans.AddRange(Shipped(root));
        return new LabelledCorpus(plans, [.. goodPlans.OrderBy(plan => plan.Name, StringComparer.Ordinal)]);
    }

    // A plan for a range is judged for each of its pairs; mutants are made of plans for one.
    private static IEnumerable<GoodPlan> Shipped(string root) =>
        from file in Directory.GetFiles(Path.Combine(root, "plans"), ApplicationReader.FileName, SearchOption.AllDirectories)
        let surroundings = Surroundings.Read(root, file)
        from plan in PlansBelow(file)
        where Path.GetDirectoryName(plan) == Path.GetDirectoryName(file) && Specimen.Read(surroundings, File.ReadAllText(plan)) is not { Plan.Range: not null }
        select ReadGood(root, plan, surroundings);

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

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
