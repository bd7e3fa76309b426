using Hopguard.Engine.Formatting;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Text;

namespace Hopguard.Tasks.ListFleet;

/// <summary>A fleet for people: the waves in order, and under each its deployments.</summary>
internal static class FleetText
{
    /// <summary>All lines.</summary>
    public static IEnumerable<string> Render(IReadOnlyList<FleetWave> waves, Language language)
    {
        var deployments = waves.Sum(wave => wave.Deployments.Count);
        yield return new Message($"{Counts.Of(deployments, "deployment")} in {Counts.Of(waves.Count, "wave")}", $"デプロイメント {deployments} 件、{waves.Count} ウェーブ").In(language);
        foreach (var (index, wave) in waves.Index())
        {
            yield return string.Empty;
            yield return Untrusted.Line($"{index + 1}. {wave.Name}");
            foreach (var deployment in wave.Deployments)
                yield return "   - " + Untrusted.Line(Of(deployment).In(language));
        }
    }

    private static Message Of(FleetDeployment deployment) => new(
        $"{deployment.Application} in {deployment.Folder}, {(deployment.State is { } state ? $"runs in {state}, " : string.Empty)}by a runner with {deployment.Runner}",
        $"{deployment.Folder} の {deployment.Application}{(deployment.State is { } kept ? $"、実行の記録は {kept}" : string.Empty)}、ランナーは {deployment.Runner}");
}
