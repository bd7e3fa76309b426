using Hopguard.Docker.Handlers;
using Hopguard.Docker.Targets;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>What the shell of a later call exports otherwise than that which a run was begun in.</summary>
[Collection(nameof(SecondDockerLabCollection))]
public sealed class ExportedValuesTests : IAsyncLifetime
{
    private readonly Shop _shop;
    private readonly StepContext _context;

    public ExportedValuesTests(DockerLab lab)
    {
        _shop = Shop.Lay(lab, ["compose.yml"]);
        _context = _shop.Context(_shop.Snapshot(), new CheckTarget { Id = "check" });
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public void The_same_value_is_let_pass_whatever_else_is_exported()
    {
        Begin(("GREETING", "geheim"));
        _shop.Environment["OTHER"] = "no file asks for it";
        Difference().Should().BeNull();
    }

    [Fact]
    public void Another_value_is_refused_by_name()
    {
        Begin(("GREETING", "geheim"));
        _shop.Environment["GREETING"] = "other";
        ShouldBeRefused("This shell exports other values of 'GREETING' than the run was begun with", "export GREETING=<value>");

        _shop.Write(".env", "GREETING=other");
        Difference().Should().BeNull("it was written down, so it is meant");
        _shop.Environment.Remove("GREETING");
        Difference().Should().BeNull();
    }

    [Fact]
    public void A_value_more_is_refused_by_name_and_the_command_that_takes_it_away()
    {
        Begin();
        _shop.Environment["GREETING"] = "other";
        ShouldBeRefused("This shell exports 'GREETING', which the run was begun without", "unset GREETING");

        _shop.Environment.Remove("GREETING");
        Difference().Should().BeNull();
    }

    // The line stood there when the run was begun, and did not count.
    [Fact]
    public void A_value_that_is_gone_is_missed_though_env_has_another()
    {
        _shop.Write(".env", "GREETING=of the file");
        Begin(("GREETING", "geheim"));
        _shop.Environment.Remove("GREETING");
        ShouldBeRefused("This shell lacks 'GREETING', which the run was begun with", "export GREETING=<value>");

        _shop.Write(".env", "GREETING='geheim'");
        Difference().Should().BeNull();
    }

    [Fact]
    public void Variables_that_only_the_targets_files_ask_for_count_as_well()
    {
        _shop.Environment["OF_TARGET"] = "geheim";
        new ExportedValues(_shop.Compose).Note(_context, ["OF_TARGET"]);
        (_shop.Environment["OF_TARGET"], _shop.Environment["COMPOSE_PROFILES"]) = ("other", "more");
        ShouldBeRefused(
            "This shell exports other values of 'OF_TARGET' than the run was begun with; This shell exports 'COMPOSE_PROFILES', which the run was begun without", "unset COMPOSE_PROFILES; export OF_TARGET=<value>");
    }

    [Fact]
    public void Neither_value_nor_a_hash_that_could_be_guessed_is_kept_and_the_key_is_the_owners()
    {
        Begin(("GREETING", "geheim"));
        var files = Directory.GetFiles(Path.GetDirectoryName(_context.Folder.Evidence("x"))!);
        files.Select(File.ReadAllText).Should().NotContain(text => text.Contains("geheim"));
        var digest = File.ReadAllText(_context.Folder.Evidence("exported.json"));
        File.GetUnixFileMode(_context.Folder.Evidence("exported-key.json")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        File.Delete(_context.Folder.Evidence("exported-key.json"));
        Begin();
        File.ReadAllText(_context.Folder.Evidence("exported.json")).Should().NotBe(digest, "each run has a key of its own");
    }

    [Fact]
    public void A_run_that_kept_names_alone_goes_on_with_any_value()
    {
        _context.Evidence.Save("exported.json", new { Exported = new[] { "GREETING" } });
        ShouldBeRefused("This shell lacks 'GREETING', which the run was begun with", "export GREETING=<value>");
        _shop.Environment["GREETING"] = "any";
        Difference().Should().BeNull();
    }

    private void Begin(params (string Name, string Value)[] exported)
    {
        foreach (var (name, value) in exported)
            _shop.Environment[name] = value;
        new ExportedValues(_shop.Compose).Note(_context, []);
    }

    // As whoever enters the run asks for it.
    private StepOutcome.Failed? Difference() => ((IStepHandler)new CheckTargetHandler(null!, _shop.Compose, [], _shop.Settings)).GuardEntryAsync(_context.Plan.Steps[0], _context, default).GetAwaiter().GetResult();

    private void ShouldBeRefused(string what, string typed)
    {
        var difference = Difference()!;
        difference.What.Should().Be(what + ": services would be made with other settings");
        difference.Remedy.Should().Be($"Type '{typed}', or write the values that are to hold from now on into '{_shop.Folder}/.env' and unset them, then run the same command again");
    }
}
