using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP001: a store is removed, retired or overwritten without any copy of it.</summary>
public sealed class DestroyedWithoutCopy : LossRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP001",
        new("A store is removed, retired or overwritten without any copy of it", "コピーのないストアが削除、退避または上書きされる"),
        new(
            "The data exists nowhere else: a failure behind this step loses it for good.",
            "データはほかのどこにもなく、このステップより後で失敗すると完全に失われます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    private protected override Finding? Judge(Loss loss)
    {
        if (loss.Cover is not null || loss.IsCoverGone)
            return null;

        var steps = loss.Store.Store.Kind == StoreKind.PostgreSql
            ? new Message("take one with 'dump-database' and prove it with 'restore-database' and 'verify-copy' first", "先に 'dump-database' で取り、'restore-database' と 'verify-copy' で確かめてください")
            : new Message("take one with 'back-up-volumes' and prove it with 'verify-copy' first", "先に 'back-up-volumes' で取り、'verify-copy' で確かめてください");
        return At(
            loss.Place,
            new($"{loss.Subject.English} while no copy of it exists; {steps.English}", $"{loss.Subject.Japanese}が、コピーがありません。{steps.Japanese}"),
            Related.Declared(loss.Store));
    }
}
