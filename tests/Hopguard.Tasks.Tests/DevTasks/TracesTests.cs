using System.Diagnostics;
using Hopguard.DevTasks.Test;

namespace Hopguard.Tasks.Tests.DevTasks;

public sealed class TracesTests : IDisposable
{
    private readonly Traces _traces = new();

    [Fact]
    public void What_a_test_process_leaves_is_named_and_what_the_runtime_leaves_is_not()
    {
        using var process = Start("mkdir $TMPDIR/left-folder $TMPDIR/a1B2c3; touch $TMPDIR/a1B2c3/assets.json $TMPDIR/left-file $TMPDIR/clr-debug-pipe-1-2-in; exec sleep 600");
        while (_traces.Find().Count < 3)
            Thread.Sleep(20);

        _traces.Find().Should().BeEquivalentTo("temporary folder 'left-folder'", "temporary file 'left-file'", $"process {process.Id} 'sleep 600'");

        process.Kill();
        process.WaitForExit();
        _traces.Find().Should().HaveCount(2);
    }

    [Fact]
    public void The_compiler_s_server_is_no_trace_and_ends_with_the_run()
    {
        using var server = Start("cp $(command -v sleep) $TMPDIR/VBCSCompiler; exec $TMPDIR/VBCSCompiler 600");
        while (!File.Exists($"/proc/{server.Id}/cmdline") || !File.ReadAllText($"/proc/{server.Id}/cmdline").Contains("VBCSCompiler\0600", StringComparison.Ordinal))
            Thread.Sleep(20);

        _traces.Find().Should().BeEmpty();
        _traces.Dispose();
        server.WaitForExit(TimeSpan.FromSeconds(10)).Should().BeTrue();
    }

    public void Dispose() => _traces.Dispose();

    private Process Start(string script)
    {
        var start = new ProcessStartInfo("sh", ["-c", script]);
        foreach (var (name, value) in _traces.MarkedWith(TestRun.NoVariables))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
