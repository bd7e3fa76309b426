using Hopguard.Containers.Ports;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>
/// Values that compose has from the shell which a run was begun in. With others, or without them, it makes containers all the same, with other settings than they had: whoever goes on in another shell, or
/// back, has to have them there. Values may be secret, so digests of them are kept.
/// </summary>
internal sealed class ExportedValues(ICompose compose)
{
    private const string FileName = "exported.json";
    private const string KeyName = "exported-key.json";

    /// <summary>Keeps what the shell says of the variables that the files of both versions ask for, before anything is stopped.</summary>
    /// <param name="context">The run.</param>
    /// <param name="ofTarget">Names that the target's files ask for.</param>
    public void Note(StepContext context, IEnumerable<string> ofTarget)
    {
        var (project, digest) = (context.Before.Compose(), SecretDigest.OfRun(context.Evidence, KeyName));
        var values = compose.FindValues(project, compose.FindNames(project).Union(ofTarget, StringComparer.Ordinal));
        context.Evidence.Save(FileName, new Known { Values = values.ToDictionary(value => value.Key, value => Digested.Of(value.Value, digest), StringComparer.Ordinal) });
    }

    /// <summary>
    /// What this shell has otherwise, as a refusal of what would make containers now; null where it makes no difference. A value that was written into <c>.env</c> since is meant: it holds.
    /// </summary>
    /// <param name="context">The run.</param>
    public StepOutcome.Failed? FindDifference(StepContext context)
    {
        if (context.Evidence.Find<Known>(FileName) is not { } known)
            return null;

        var project = context.Before.Compose();
        var (missing, others, added) = known.Values is { } values ? Compare(project, values, SecretDigest.OfRun(context.Evidence, KeyName)) : (compose.FindUnset(project, known.Exported), [], []);
        List<string> differences = [];
        if (missing.Count > 0)
            differences.Add($"This shell lacks {Quoted(missing)}, which the run was begun with");
        if (others.Count > 0)
            differences.Add($"This shell exports other values of {Quoted(others)} than the run was begun with");
        if (added.Count > 0)
            differences.Add($"This shell exports {Quoted(added)}, which the run was begun without");
        return differences.Count == 0
            ? null
            : new StepOutcome.Failed(
                $"{string.Join("; ", differences)}: services would be made with other settings",
                $"Type '{Commands([.. missing, .. others], added)}', or write the values that are to hold from now on into '{Path.Combine(project.Folder, ".env")}' and unset them, then run the same command again");
    }

    private (IReadOnlyList<string> Missing, IReadOnlyList<string> Others, IReadOnlyList<string> Added) Compare(ComposeProject project, IReadOnlyDictionary<string, Digested> begun, SecretDigest digest)
    {
        var differing = (from value in compose.FindValues(project, begun.Keys)
                         let now = Digested.Of(value.Value, digest)
                         where now.DiffersFrom(begun[value.Key])
                         orderby value.Key
                         select (Name: value.Key, Was: begun[value.Key].Exported, Is: now.Exported)).ToList();
        IReadOnlyList<string> Those(Func<string?, string?, bool> which) => [.. differing.Where(one => which(one.Was, one.Is)).Select(one => one.Name)];
        return (Those((_, now) => now is null), Those((was, now) => was is not null && now is not null), Those((was, _) => was is null));
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    // Only the operator knows the values; a shell refuses the line as long as they are not filled in.
    private static string Commands(IReadOnlyList<string> export, IReadOnlyList<string> unset)
    {
        var exporting = export.Count == 0 ? [] : new[] { "export" + string.Concat(export.Select(name => $" {name}=<value>")) };
        return string.Join("; ", unset.Count == 0 ? exporting : [$"unset {string.Join(' ', unset)}", .. exporting]);
    }

    private sealed record Known
    {
        /// <summary>Names alone, as runs kept them whose record has no digests.</summary>
        public IReadOnlyList<string> Exported { get; init; } = [];

        public IReadOnlyDictionary<string, Digested>? Values { get; init; }
    }

    private sealed record Digested(string? Exported, string? Written)
    {
        public static Digested Of(VariableValue value, SecretDigest digest) => new(value.Exported is { } exported ? digest.Of(exported) : null, value.Written is { } written ? digest.Of(written) : null);

        public bool DiffersFrom(Digested begun)
        {
            var (now, wasWrittenSince) = (Exported ?? Written, Written is not null && Written != begun.Written);
            return (Exported is not null || begun.Exported is not null) && now != (begun.Exported ?? begun.Written) && !(wasWrittenSince && now == Written);
        }
    }
}
