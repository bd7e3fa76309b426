namespace Hopguard.EndToEnd;

/// <summary>A command as an operator types it.</summary>
/// <param name="Variables">Its environment beside this process's.</param>
/// <param name="Target">The target.</param>
/// <param name="Options">Options by name, without dashes.</param>
internal sealed record Typed(IReadOnlyDictionary<string, string?> Variables, string Target, IReadOnlyList<KeyValuePair<string, string>> Options)
{
    /// <summary>With an option; it takes the place of an earlier one of that name.</summary>
    public Typed With(string name, string value) => this with { Options = [.. Without(name).Options, new(name, value)] };

    /// <summary>With options as <c>name=value</c>, or <c>name</c> for a flag.</summary>
    public Typed WithAll(params string[] options) => options.Select(option => option.Split('=', 2)).Aggregate(this, (typed, parts) => typed.With(parts[0], parts.Length == 2 ? parts[1] : "true"));

    /// <summary>Without an option.</summary>
    public Typed Without(string name) => this with { Options = [.. Options.Where(option => option.Key != name)] };

    /// <summary>With a variable, or without one when null.</summary>
    public Typed Where(string variable, string? value) =>
        this with { Variables = new Dictionary<string, string?>(Variables, StringComparer.Ordinal) { [variable] = value } };

    private IEnumerable<string> Arguments => [$"--target={Target}", .. Options.Select(option => $"--{option.Key}={option.Value}")];

    /// <summary>Starts it.</summary>
    public HostProcess Start() => HostProcess.Start(Variables, [.. Arguments]);

    /// <summary>Starts it with all that it prints going to a file.</summary>
    public HostProcess StartInto(string file) => HostProcess.StartProgram(Variables, ["sh", "-c", "exec \"$@\" > \"$0\" 2>&1", file, HostProcess.HostPath(), .. Arguments]);

    /// <summary>Runs it to its end.</summary>
    public async Task<HostResult> RunAsync()
    {
        using var host = Start();
        return await host.EndAsync();
    }

    /// <summary>Runs it up to a point at which it kills itself.</summary>
    public async Task KilledAsync(string point)
    {
        var result = await With("kill-at", point).RunAsync();
        result.ExitCode.Should().Be(137, result.Output);
    }
}
