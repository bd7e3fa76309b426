using Hopguard.Lab;

namespace Hopguard.DevTasks.Test;

/// <summary>The lab's engines: the one that answers, or own ones that are stopped at the end.</summary>
internal static class LabOfThisMachine
{
    /// <summary>Finds an engine, or starts one, and builds what images it lacks; disposing what is returned stops what was started.</summary>
    /// <param name="log">Told what is done to the machine.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<ILab> StartAsync(Action<string> log, CancellationToken cancellationToken)
    {
        var engine = await LabEngine.StartAsync(log, cancellationToken);
        return await Started.WithAsync(engine, () => ImageBuilder.EnsureAsync(engine, LabImage.Cvat, log, cancellationToken));
    }

    /// <summary>Starts another one with the same images, for tests that run beside those of the first; null where the machine has one for all.</summary>
    /// <param name="first">What <see cref="StartAsync"/> returned.</param>
    /// <param name="number">Which one of the machine's it will be, from 2 on.</param>
    /// <param name="log">Told what is done to the machine.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<ILab?> StartAnotherAsync(ILab first, int number, Action<string> log, CancellationToken cancellationToken)
    {
        var original = ((Started)first).Engine;
        return await original.StartAnotherAsync(number, log, cancellationToken) is { } engine
            ? await Started.WithAsync(engine, () => ImageCopy.MakeAsync(original, engine, cancellationToken))
            : null;
    }

    private sealed class Started(LabEngine engine, IReadOnlySet<string> before) : ILab
    {
        public LabEngine Engine => engine;

        public IReadOnlyDictionary<string, string> Variables { get; } = engine.Environment
            .Append(new(LabFolder.Variable, engine.Folder.Root))
            .Where(variable => variable.Value is not null)
            .ToDictionary(variable => variable.Key, variable => variable.Value!, StringComparer.Ordinal);

        public static async Task<Started> WithAsync(LabEngine engine, Func<Task> prepare)
        {
            try
            {
                await prepare();
                return new Started(engine, await EngineContent.ListAsync(engine));
            }
            catch
            {
                await engine.DisposeAsync();
                throw;
            }
        }

        public async Task<IReadOnlyList<string>> FindOrphanedToolsAsync()
        {
            var left = new List<string>();
            foreach (var line in (await EngineContent.ListAsync(engine)).Except(before, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                if (line.Split('\'') is not ["network ", var name, ..] || !await EngineNetwork.IsKeptByCountAsync(engine, name))
                    left.Add(line);
            }

            return left;
        }

        public ValueTask DisposeAsync() => engine.DisposeAsync();
    }
}
