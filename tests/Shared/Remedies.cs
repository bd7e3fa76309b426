namespace Hopguard.Shared;

/// <summary>A refusal and the way out of it that is printed with it. Whoever provokes one follows it: <c>refusals.txt</c> names a test for every remedy.</summary>
internal static class Remedies
{
    /// <summary>Sees something refused for this reason and with this remedy (<c>*</c> stands for anything), does what the remedy says, and does the same again: it goes through.</summary>
    /// <param name="act">What is refused: it throws, or it gives a failed outcome.</param>
    /// <param name="refusal">What it says.</param>
    /// <param name="remedy">What it says is to be done; null when the refusal has none of its own.</param>
    /// <param name="mend">Does that.</param>
    /// <returns>What the second time brought.</returns>
    public static async Task<T> LeadsOutAsync<T>(Func<Task<T>> act, string refusal, string? remedy, Func<Task> mend)
    {
        await IsRefusedAsync(act, refusal, remedy);
        await mend();
        return await GoesThroughAsync(act, refusal);
    }

    /// <inheritdoc cref="LeadsOutAsync{T}(Func{Task{T}}, string, string?, Func{Task})" />
    public static Task<T> LeadsOutAsync<T>(Func<Task<T>> act, string refusal, string? remedy, Action mend) => LeadsOutAsync(act, refusal, remedy, () =>
    {
        mend();
        return Task.CompletedTask;
    });

    /// <inheritdoc cref="LeadsOutAsync{T}(Func{Task{T}}, string, string?, Func{Task})" />
    public static Task LeadsOutAsync(Func<Task> act, string refusal, string? remedy, Func<Task> mend) => LeadsOutAsync(() => DoneAsync(act), refusal, remedy, mend);

    /// <inheritdoc cref="LeadsOutAsync{T}(Func{Task{T}}, string, string?, Func{Task})" />
    public static Task LeadsOutAsync(Func<Task> act, string refusal, string? remedy, Action mend) => LeadsOutAsync(() => DoneAsync(act), refusal, remedy, mend);

    /// <summary>Several mistakes in turn: each is made, refused and mended, and in the end it goes through once.</summary>
    public static async Task<T> LeadsOutInTurnAsync<T>(Func<Task<T>> act, params IReadOnlyList<(Func<Task> Spoil, string Refusal, string? Remedy, Func<Task> Mend)> mistakes)
    {
        foreach (var (spoil, refusal, remedy, mend) in mistakes)
        {
            await spoil();
            await IsRefusedAsync(act, refusal, remedy);
            await mend();
        }

        return await GoesThroughAsync(act, mistakes[^1].Refusal);
    }

    /// <summary>The same where nothing is to be waited for.</summary>
    public static void LeadOut(Action act, string refusal, string? remedy, Action mend) => LeadsOutAsync(
        () =>
        {
            act();
            return Task.FromResult(true);
        },
        refusal, remedy, mend).GetAwaiter().GetResult();

    /// <summary>Sees what was refused go through.</summary>
    public static async Task<T> GoesThroughAsync<T>(Func<Task<T>> act, string refusal)
    {
        var done = await act();
        (done as Engine.Steps.StepOutcome.Failed)?.What.Should().BeNull("'{0}' was mended", refusal);
        return done;
    }

    private static async Task IsRefusedAsync<T>(Func<Task<T>> act, string refusal, string? remedy)
    {
        var (what, toDo) = await TroubleOfAsync(act);
        what.Should().NotBeNull("'{0}' was to be refused", refusal).And.Match(refusal);
        if (remedy is null)
            toDo.Should().BeNull();
        else
            toDo.Should().Match(remedy);
    }

    private static async Task<(string? What, string? Remedy)> TroubleOfAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act() is Engine.Steps.StepOutcome.Failed failed ? (failed.What, failed.Remedy) : (null, null);
        }
        catch (Engine.HopguardException trouble)
        {
            return (trouble.Message, trouble.Remedy);
        }
    }

    private static async Task<bool> DoneAsync(Func<Task> act)
    {
        await act();
        return true;
    }
}
