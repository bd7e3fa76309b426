using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Hopguard.Bench.Fuzz;

/// <summary>Judges many inputs on all cores, tells how far it is, and stops at the first that is answered wrongly, too slowly or not at all.</summary>
internal sealed class FuzzRun(FuzzOptions options, FuzzInputs inputs)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly ConcurrentDictionary<int, Effort> _running = new();
    private readonly Lock _gate = new();
    private (FuzzInput? Input, TimeSpan Time) _slowest;
    private (FuzzInput Input, string Problem)? _failure;
    private int _done;
    private int _read;
    private int _fixed;

    /// <summary>Runs all.</summary>
    /// <returns>0 when every answer was sound, else 1.</returns>
    public int Run()
    {
        Print($"seed {options.Seed}, {options.Inputs} inputs: {string.Join(", ", inputs.Natures)}");
        using (new Timer(_ => Watch(), null, Pause, Pause))
        {
            var numbers = Partitioner.Create(Enumerable.Range(options.First, options.Inputs), EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(numbers, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (number, state) => Try(number, state));
        }

        Print($"{_done} inputs in {_watch.Elapsed:h\\:mm\\:ss}, {_done / _watch.Elapsed.TotalSeconds:0} a second; {_read} plans could be read and were judged, {_fixed} went through the search for a fix");
        Print($"slowest: input {_slowest.Input?.Number} ({_slowest.Input?.Natures}), {_slowest.Time.TotalMilliseconds:0} ms");
        return _failure is { } failure ? Report(failure.Input, failure.Problem) : 0;
    }

    private void Try(int number, ParallelLoopState state)
    {
        _running[number] = Effort.Now();
        var input = inputs.Make(number);
        var problem = InTime(input);
        if (problem is null && number % options.FixEvery == 0)
        {
            problem = FuzzJudge.Fix(input);
            Interlocked.Increment(ref _fixed);
        }

        _running.TryRemove(number, out _);
        Interlocked.Increment(ref _done);
        if (problem is not null)
        {
            lock (_gate)
                _failure ??= (input, problem);

            state.Stop();
        }
    }

    private string? InTime(FuzzInput input)
    {
        var (verdict, time) = Timed(input);

        // A machine that is busy with something else may have been slow: what is slow again is slow.
        if (time > options.Bound)
            (verdict, time) = Timed(input);

        if (verdict.WasRead)
            Interlocked.Increment(ref _read);

        lock (_gate)
        {
            if (time > _slowest.Time)
                _slowest = (input, time);
        }

        return verdict.Problem ?? (time > options.Bound ? string.Create(CultureInfo.InvariantCulture, $"took {time.TotalSeconds:0.0} s, more than {options.Bound.TotalSeconds:0.0} s") : null);
    }

    private static (FuzzVerdict Verdict, TimeSpan Time) Timed(FuzzInput input)
    {
        var start = Effort.Now();
        return (FuzzJudge.Judge(input), start.Spent);
    }

    private void Watch()
    {
        var rate = _done / _watch.Elapsed.TotalSeconds;
        Print($"{_done} of {options.Inputs}, {rate:0} a second, {TimeSpan.FromSeconds((options.Inputs - _done) / Math.Max(rate, 0.1)):h\\:mm\\:ss} left");
        foreach (var (number, since) in _running.Where(running => running.Value.Spent > options.Hang))
            Environment.Exit(Report(inputs.Make(number), string.Create(CultureInfo.InvariantCulture, $"no answer within {since.Spent.TotalSeconds:0} s")));
    }

    private int Report(FuzzInput input, string problem)
    {
        var folder = Path.Combine(options.Folder, string.Create(CultureInfo.InvariantCulture, $"{options.Seed}-{input.Number}"));
        input.Save(folder, problem);
        Print($"input {input.Number} ({input.Natures}): {problem}");
        Print($"saved in '{folder}'; again with: fuzz --seed {options.Seed} --first {input.Number} --inputs 1");
        return 1;
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
