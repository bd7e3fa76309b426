using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>A restore into a live server that a bare command has started and nothing has proved ready.</summary>
/// <param name="Restore">The restore.</param>
/// <param name="Server">The server.</param>
/// <param name="StartedBy">The step that started it.</param>
/// <param name="Waits">Steps in between that only let a fixed time pass.</param>
internal sealed record EarlyRestore(Transition Restore, string Server, Step StartedBy, ImmutableArray<Step> Waits)
{
    /// <summary>All of a plan, in one pass over it.</summary>
    public static IEnumerable<EarlyRestore> Of(Trace trace)
    {
        var starting = new Dictionary<string, (Step StartedBy, List<Step> Waits)>(StringComparer.Ordinal);
        var lines = new Queue<ShellLine>(trace.ShellLines);
        foreach (var transition in trace.Transitions)
        {
            switch (transition.Effect)
            {
                case StartsServices starts when !IsBare(starts):
                    starting.Clear();
                    break;
                case StartsServices:
                    foreach (var service in transition.After.Running.Keys.Where(service => !transition.Before.Running.ContainsKey(service)))
                        starting[service] = (transition.Step, []);
                    break;
                case RestoresInPlace restores when ServerOf(restores.To, transition.Before) is { } server && starting.TryGetValue(server, out var start):
                    starting.Remove(server);
                    yield return new EarlyRestore(transition, server, start.StartedBy, [.. start.Waits]);
                    break;
                case WaitsFixedTime:
                    foreach (var server in starting.Values)
                        server.Waits.Add(transition.Step);
                    break;
                case AwaitsMigrations or VerifiesVersion:
                case RunsShell or RunsCommand when lines.Dequeue().Commands.Any(AsksOverTcp):
                    starting.Clear();
                    break;
                case VerifiesStore verifies when ServerOf(verifies.Store, transition.Before) is { } server:
                    starting.Remove(server);
                    break;
            }
        }
    }

    // The step waits until databases answer; in the vendor's own words it is the command alone, which ends when the containers are made.
    private static bool IsBare(StartsServices starts) => !starts.Files.IsEmpty || starts.Project is not null || starts.AssumeYes;

    // Without a host, pg_isready asks over the socket, where the image's temporary server answers.
    private static bool AsksOverTcp(ShellCommand command) => command.Runs("pg_isready") is not null && command.Option("-h", "--host") is not null;

    private static string? ServerOf(Name store, State state) =>
        state.Stores.TryGetValue(store, out var found) && found.Store.Kind == StoreKind.PostgreSql ? found.Store.Service : null;
}
