using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.MajorChangedWithoutRestore" />
public sealed class MajorChangedWithoutRestore : EffectRule<StartsServices>
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.MajorChangedWithoutRestore;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(StartsServices effect, Transition at, Trace trace)
    {
        if (at.Before.Deployed is not { } release)
            yield break;

        foreach (var store in at.Before.Stores.Values.Where(store => store is { HasData: true, PostgreSqlMajor: not null }))
        {
            var service = store.Store.Service;
            if (store.PostgreSqlMajor == release.PostgreSqlMajor || at.Before.Running.ContainsKey(service) || !at.After.Running.ContainsKey(service))
                continue;

            yield return At(
                effect.Only.FirstOrDefault(name => name.Text == service)?.Place ?? at.Step.Place,
                $"Service '{service}' of release {release.Version} is PostgreSQL {release.PostgreSqlMajor} and starts on files of PostgreSQL {store.PostgreSqlMajor} in store '{store.Store.Name}'; dump it, restore it with 'postgresql: {release.PostgreSqlMajor}' and promote the trial",
                new RelatedPlace(release.Place, $"release {release.Version} is declared here"));
        }
    }
}
