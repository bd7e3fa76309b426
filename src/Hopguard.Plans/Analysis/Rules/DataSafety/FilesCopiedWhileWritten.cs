using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP022: files are copied while a service can write them.</summary>
public sealed class FilesCopiedWhileWritten : EffectRule<TakesCopy>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP022",
        new("Files are copied while a service can write them", "サービスが書き込める間にファイルがコピーされる"),
        new(
            "Files of different moments end up in one archive, and a file that was being written is cut.",
            "異なる時点のファイルが一つのアーカイブに入り、書き込み中のファイルは途中で切れます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(TakesCopy effect, Transition at, Trace trace)
    {
        // Of a backup that was taken long ago, no file is read from the store.
        if (effect.IsGiven || !at.Before.Stores.TryGetValue(effect.Store, out var store) || store.Store.Disposable || !store.Store.IsCopiedAsFiles)
            yield break;

        if (trace.Facts.UsersOf(store.Store).FirstOrDefault(service => at.Before.RunsOn(service, store.Store) is not null) is not { } user)
            yield break;

        yield return At(
            effect.Store.Place,
            new(
                $"Files of store '{effect.Store}' are copied while service '{user}' can write them; take copy '{effect.As}' after 'stop-services'",
                $"ストア '{effect.Store}' のファイルが、サービス '{user}' が書き込める間にコピーされます。コピー '{effect.As}' は 'stop-services' の後に取ってください"),
            Related.Running(user, at.Before, trace.Facts));
    }
}
