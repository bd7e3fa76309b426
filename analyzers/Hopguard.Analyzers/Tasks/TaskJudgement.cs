using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Rules.DataSafety;
using Hopguard.Plans.Findings;
using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tasks;

/// <summary>Judges one task that takes away what one store holds.</summary>
internal sealed class TaskJudgement(TaskGraph graph, INamedTypeSymbol task, TaskClaim claim)
{
    private readonly ImmutableArray<INamedTypeSymbol> _before = graph.Before(task);

    /// <summary>What is wrong; null when nothing is.</summary>
    public Diagnostic? Judge()
    {
        // A store that was destroyed before is empty: nothing is overwritten, and the task that destroyed it is judged by itself.
        if (claim.Kind == ClaimKind.Restores && _before.Any(other => Does(ClaimKind.Destroys, other)))
            return null;

        var copying = _before.FirstOrDefault(other => Does(ClaimKind.Copies, other));
        if (copying is null)
            return Report(DestroyedWithoutCopy.Descriptor, NoCopy(), null);

        return _before.Any(Proves) ? null : Report(DestroyedWithoutVerifiedCopy.Descriptor, NotVerified(copying), copying);
    }

    private bool Does(ClaimKind kind, INamedTypeSymbol other) => TaskClaim.Of(other).Any(made => made.Kind == kind && made.Store.Means(claim.Store));

    // What may fail without ending the run proves nothing, and neither does what may have run before there was a copy.
    private bool Proves(INamedTypeSymbol other) => Does(ClaimKind.Verifies, other)
        && !other.ContinuesOnError()
        && (Does(ClaimKind.Copies, other) || graph.Before(other).Any(earlier => Does(ClaimKind.Copies, earlier)));

    private Message Subject => claim.Kind == ClaimKind.Restores
        ? new($"Store '{claim.Store.Text}' is overwritten by task '{task.Name}'", $"ストア '{claim.Store.Text}' がタスク '{task.Name}' によって上書きされます")
        : new($"Store '{claim.Store.Text}' is destroyed by task '{task.Name}'", $"ストア '{claim.Store.Text}' がタスク '{task.Name}' によって破棄されます");

    private Message NoCopy() => new(
        $"{Subject.English}, and no task that it depends on copies it; depend on one that copies it and on one that verifies the copy",
        $"{Subject.Japanese}が、依存先のどのタスクもコピーを取得しません。コピーを取得するタスクと、それを検証するタスクに依存させてください");

    private Message NotVerified(INamedTypeSymbol copying) => new(
        $"{Subject.English}, and no task that it depends on verifies the copy of '{copying.Name}'; depend on one that does and that itself depends on '{copying.Name}'",
        $"{Subject.Japanese}が、'{copying.Name}' のコピーは依存先のどのタスクでも検証されません。'{copying.Name}' に依存してコピーを検証するタスクに依存させてください");

    private Diagnostic Report(Rule rule, Message message, INamedTypeSymbol? related) => Diagnostic.Create(
        Descriptors.Of(rule),
        claim.PlaceFor(task),
        related is null ? [] : related.Locations.Where(location => location.IsInSource),
        message);
}
