using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Two targets of one name: hyphens and the end of a word do not show in a target, and targets are typed in any case.</summary>
internal static class TargetNames
{
    public static void ReportTwins(IEnumerable<Application> applications, IReadOnlyCollection<Plan> plans, FindingSink findings)
    {
        var withPlans = new HashSet<string>(plans.Select(plan => plan.Application.Text), StringComparer.Ordinal);
        var taken = new Dictionary<string, Owner>(StringComparer.OrdinalIgnoreCase);
        foreach (var application in applications.Where(application => withPlans.Contains(application.Name)))
        {
            var owner = new Owner(application.NamePlace, new($"application {Quote.Of(application.Name)}", $"アプリケーション {Quote.Of(application.Name)}"));
            // One finding for an application: its three targets differ in their first word only.
            _ = TargetName.OfEvery.All(work => Take(TargetName.Of(work, application.Name), owner));
        }

        foreach (var plan in plans.Where(plan => plan.Procedure is not null))
            Take(TargetName.Of(plan.Procedure!, plan.Application), new Owner(plan.ProcedurePlace, new($"procedure {Quote.Of(plan.Procedure!)}", $"手順 {Quote.Of(plan.Procedure!)}")));

        foreach (var plan in plans.Where(plan => plan is { IsOfBase: true, Name: not null }))
            Take(TargetName.OfBase(plan.Name!, plan.Application), new Owner(plan.FromPlace, new($"plan {Quote.Of(plan.Id)}", $"プラン {Quote.Of(plan.Id)}")));

        bool Take(string target, Owner owner)
        {
            if (!taken.TryGetValue(target, out var other))
            {
                taken.Add(target, owner);
                return true;
            }

            // Two of one name are a finding of their own.
            if (other.What != owner.What)
                findings.Report(SyntaxRules.DuplicateName, owner.Place, Twice(target, owner.What, other.What), new RelatedPlace(other.Place, new("the other", "もう一方")));

            return false;
        }
    }

    private static Message Twice(string target, Message what, Message other) => new(
        $"Target '{target}' of {what.English} is one of {other.English} as well; rename one of the two",
        $"{what.Japanese} のターゲット '{target}' は {other.Japanese} のターゲットでもあります。どちらかの名前を変えてください");

    private sealed record Owner(SourcePlace Place, Message What);
}
