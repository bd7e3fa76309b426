using System.Diagnostics;
using System.Text.RegularExpressions;
using Hopguard.Build;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Hosting.Targets;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Runs;

namespace Hopguard.Tasks.Tests.Runs;

/// <summary>Every command line that is proposed is pasted into a shell, in the folder where it was printed.</summary>
public sealed class NextCommandTests : IDisposable
{
    private const string Awkward = "a b & (c); $HOME 'd' \"e\" * `f` ~ # ! \\ g";

    private static readonly string Sha = new('a', 64);

    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard & next").FullName;
    private readonly BuiltInPlans _plans;
    private readonly Application _application;
    private readonly Plan _plan;

    public NextCommandTests()
    {
        _plans = new BuiltInPlans(new Invocation(Resolve(), CancellationToken.None));
        (_application, var all) = _plans.OfApplication("cvat");
        _plan = all.Single(plan => plan.To is not null);
        // What stands for the program tells what it is given.
        Directory.CreateDirectory(Path.Combine(_folder, Awkward));
        File.WriteAllText(Path.Combine(_folder, Awkward, "build.sh"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        using var chmod = Process.Start("chmod", ["+x", Path.Combine(_folder, Awkward, "build.sh")]);
        chmod.WaitForExit();
    }

    [Theory]
    [InlineData(".")]
    [InlineData(Awkward)]
    public void A_command_that_is_pasted_gives_the_program_what_was_typed(string from)
    {
        var (deployment, state) = (Path.Combine(_folder, Awkward), Path.Combine(_folder, "state; rm -rf x"));
        var start = Path.GetFullPath(Path.Combine(_folder, from));
        var hints = Hints(start, $"--deployment={deployment}", $"--state={state}", "--project=p", "--compose-files=a b.yml,c.yml", "--startup-timeout=45m", "--rollback=manual", "--accept");

        string[] wishes = [$"--deployment={deployment}", $"--state={state}", "--project=p", "--compose-files=a b.yml,c.yml", "--rollback=manual", "--startup-timeout=45m"];
        Paste(hints.Continue, start).Should().Equal(["--target=UpgradeCvat", .. wishes, "--source-sha256=<hash>"]);
        Paste(hints.Accept, start).Should().Equal(["--target=UpgradeCvat", .. wishes, "--accept"]);
        Paste(hints.DeleteRetired, start).Should().Equal(["--target=UpgradeCvat", .. wishes, "--accept", "--delete-retired"]);
        Paste(hints.RollBack, start).Should().Equal(["--target=RollbackCvat", .. wishes.Except(["--rollback=manual"])]);
        Paste(hints.Status, start).Should().Equal(["--target=StatusCvat", .. wishes.Take(4)]);
    }

    public static TheoryData<string> PlanIds() => [.. new BuiltInPlans(new Invocation(new OptionValues("/", new Dictionary<Option, IReadOnlyList<string>>()), CancellationToken.None)).OfApplication("cvat").Plans.Select(plan => plan.Id)];

    [Theory]
    [MemberData(nameof(PlanIds))]
    public void Every_command_holds_only_options_that_its_target_reads_and_flags_as_the_help_writes_them(string planId)
    {
        var targets = TargetList.Of(TaskAssemblies.All);
        var plan = _plans.Require(planId).Plan;
        foreach (var option in OptionCatalogue.All.Where(option => option.Type != OptionType.Path))
        {
            var typed = option.Type == OptionType.Flag ? $"--{option.Name}" : $"--{option.Name}={option.Example}";
            foreach (var line in Lines(NextCommands.For(_application, plan, TargetName.Of(plan, [plan]), Resolve($"--deployment={_folder}", typed), new Entrance(Path.Combine(_folder, Awkward), "./build.sh", _folder))))
            {
                var pasted = Paste(line, _folder);
                FluentActions.Invoking(() => TargetCheck.Check(CommandLine.Parse(pasted), targets)).Should().NotThrow(line);
                pasted.Should().NotContain(argument => argument.EndsWith("=true"));
            }
        }
    }

    [Fact]
    public void A_flag_that_is_off_is_left_out() => Hints(_folder, "--drop-edits=false").Continue.Should().NotContain("drop-edits");

    [Fact]
    public void A_version_that_is_asked_for_is_named_to_begin_and_not_to_a_run_which_keeps_its_own()
    {
        Paste(Hints(_folder, "--to=2.3.0").Continue, _folder).Should().Contain("--to=2.3.0");
        After(["--to=2.3.0"]).Continue.Should().NotContain("--to");
        After(["--to=2.3.0"], new JournalEntry.RolledBack("2.2.0")).Continue.Should().Contain("--to=2.3.0");
        Hints(_folder, "--to=2.3.0").RollBack.Should().NotContain("--to");
    }

    [Fact]
    public void A_source_is_named_as_long_as_it_is_not_fetched_and_for_a_new_attempt()
    {
        string[] typed = ["--source=/x/v2 3.zip", $"--source-sha256={Sha}"];

        Paste(After(typed).Continue, _folder).Should().Contain(typed);
        After(typed, Done<FetchSource>()).Continue.Should().NotContain("--source");
        After(typed, Done<FetchSource>(), new JournalEntry.RolledBack("2.2.0")).Continue.Should().Contain("--source=");
        var hints = After(typed);
        new[] { hints.Accept, hints.DeleteRetired, hints.RollBack, hints.Status }.Should().NotContain(line => line.Contains("--source"));
    }

    [Fact]
    public void That_images_are_built_stays_true_for_the_run_until_it_has_ended()
    {
        JournalEntry[] run = [Started("--images=build"), new JournalEntry.RunResumed("owner") { Typed = Typed("--compose-files=later.yml") }];

        Hints(new RunHistory(run)).Continue.Should().Contain(" --images=build");
        Hints(new RunHistory(run)).RollBack.Should().NotContain("images");
        Hints(new RunHistory(run), "--images=pull").Continue.Should().Contain(" --images=pull");
        Hints(new RunHistory([.. run, new JournalEntry.RunResumed("owner") { Typed = Typed("--images=pull") }])).Continue.Should().Contain(" --images=pull");
        Hints(new RunHistory([.. run, new JournalEntry.RolledBack("2.2.0")])).Continue.Should().NotContain("images");
    }

    [Fact]
    public void Who_is_told_of_a_run_is_told_by_the_commands_that_go_on_with_it_until_it_has_ended()
    {
        string[] told = ["--notify=env:CHAT", $"--notify-secret=file:{_folder}/token"];
        JournalEntry[] run = [Started(told), new JournalEntry.RunResumed("owner")];

        foreach (var hints in new[] { After(told), Hints(new RunHistory(run)) })
        {
            new[] { hints.Continue, hints.RollBack, hints.Accept, hints.DeleteRetired }.Should().OnlyContain(line => told.All(Paste(line, _folder).Contains));
            hints.Status.Should().NotContain("notify");
        }

        Paste(Hints(new RunHistory(run), "--notify=https://chat.example.org").RollBack, _folder).Should().Contain(["--notify=https://chat.example.org", told[1]]);
        Hints(new RunHistory([.. run, new JournalEntry.RolledBack("2.2.0")])).Continue.Should().NotContain("notify");
    }

    [Fact]
    public void An_address_that_may_hold_a_secret_is_named_by_the_file_that_the_run_keeps_it_in()
    {
        const string Address = "https://chat.example.org/hooks/key";
        string[] typed = [$"--notify={Address}", "--notify-secret=env:TOKEN"];
        var folder = new RunFolder(Path.Combine(_folder + ".hopguard", "runs", "run"));
        Directory.CreateDirectory(folder.Path);
        Typed(typed).Should().NotContainValue(Address);
        Lines(After(typed)).Should().NotContain(line => line.Contains("notify"), "nothing is kept");

        NotifyAddress.Keep(Resolve([$"--deployment={_folder}", .. typed]), folder);

        foreach (var hints in new[] { After(typed), Hints(new RunHistory([Started(typed), new JournalEntry.RunResumed("owner")])) })
        {
            var pasted = Paste(hints.RollBack, "/");
            pasted.Should().Contain([$"--notify=file:{folder.NotifyAddress}", "--notify-secret=env:TOKEN"]);
            Lines(hints).Should().NotContain(line => line.Contains("key"));
            NotifyAddress.Find(Resolve([$"--deployment={_folder}", pasted.Single(argument => argument.StartsWith("--notify=", StringComparison.Ordinal))])).Should().Be(new Uri(Address));
        }

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(folder.NotifyAddress).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        NotifyAddress.Keep(Resolve(), folder);
        File.Exists(folder.NotifyAddress).Should().BeTrue("a call that says nothing leaves it");
        NotifyAddress.Keep(Resolve("--notify=env:CHAT"), folder);
        File.Exists(folder.NotifyAddress).Should().BeFalse("another is told from now on");
        File.WriteAllText(folder.NotifyAddress, Address);
        folder.Tidy();
        File.Exists(folder.NotifyAddress).Should().BeFalse();
        Directory.Delete(_folder + ".hopguard", recursive: true);
    }

    [Fact]
    public void A_folder_of_sources_needs_no_hash_and_is_named_as_long_as_hops_come()
    {
        var releases = Directory.CreateDirectory(Path.Combine(_folder, "releases")).FullName;
        File.WriteAllText(Path.Combine(releases, "SHA256SUMS"), "");
        string[] typed = [$"--source={releases}"];
        RouteHop[] hops = [new(_plan.Id, "hash", "2.2.0", "2.3.0"), new(_plan.Id, "hash", "2.3.0", "2.26.1")];
        CommandHints AfterFetchOf(int hop) => Hints(new RunHistory([Started(typed) with { Route = new RoutePlace("run", hop, hops) }, Done<FetchSource>()]));

        Paste(After(typed).Continue, _folder).Should().Contain(typed).And.NotContain(argument => argument.StartsWith("--source-sha256"));
        Paste(AfterFetchOf(1).Continue, _folder).Should().Contain(typed);
        AfterFetchOf(2).Continue.Should().NotContain("--source");
        After(typed, Done<FetchSource>()).Continue.Should().NotContain("--source");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_an_earlier_call_wanted_is_not_wanted_now(bool isOver)
    {
        string[] earlier = ["--source=/tmp/nope.zip", $"--source-sha256={Sha}", "--drop-edits", "--rollback=manual", "--startup-timeout=45m", "--project=p", "--compose-files=wrong.yml"];
        var run = new List<JournalEntry> { Started(earlier), Failed<FetchSource>() };
        if (isOver)
            run.Add(new JournalEntry.RolledBack("2.2.0"));

        Hints(new RunHistory(run), "--source=/z.zip", $"--source-sha256={Sha}").Continue.Should().EndWith($" --source=/z.zip --source-sha256={Sha}").And.NotContainAny("drop-edits", "rollback=", "startup-timeout", "project", "wrong");
        foreach (var line in Lines(Hints(new RunHistory(run))))
            line.Should().NotContainAny("nope", Sha, "drop-edits", "rollback=", "startup-timeout", "project", "wrong");
    }

    [Fact]
    public void Where_a_run_in_progress_found_its_deployment_is_named_to_a_call_that_only_looks_and_nothing_that_was_wished_beside()
    {
        string[] earlier = ["--source=/x.zip", "--project=p", "--compose-files=a.yml,b.yml", "--startup-timeout=45m", "--rollback=manual", "--drop-edits"];
        JournalEntry[] run = [Started(earlier), Done<FetchSource>(), Done<CheckTarget>(), new JournalEntry.RunResumed("owner") { Typed = Typed("--compose-files=later.yml") }];

        Paste(Hints(new RunHistory(run)).Continue, _folder).Should().Equal("--target=UpgradeCvat", $"--deployment={_folder}", "--project=p", "--compose-files=a.yml,b.yml");
        Paste(Hints(new RunHistory([.. run, new JournalEntry.RolledBack("2.2.0")])).Status, _folder).Should().Equal("--target=StatusCvat", $"--deployment={_folder}");
    }

    [Fact]
    public void A_source_that_the_run_fetched_is_known_to_be_good_for_a_new_attempt()
    {
        JournalEntry[] run = [Started("--source=/x.zip", $"--source-sha256={Sha}"), Done<FetchSource>(), new JournalEntry.RunResumed("owner"), Failed<CheckTarget>(), new JournalEntry.RolledBack("2.2.0")];

        Paste(Hints(new RunHistory(run)).Continue, _folder).Should().Equal("--target=UpgradeCvat", $"--deployment={_folder}", "--source=/x.zip", $"--source-sha256={Sha}");
    }

    public static TheoryData<string, string[], string[]> Doubts() => new()
    {
        { "Source", ["--source=/nope.zip", $"--source-sha256={Sha}"], [$"--source-sha256={Sha}", "--source=<archive>"] },
        { "Hash", ["--source=/x.zip"], ["--source=/x.zip", "--source-sha256=<hash>"] },
        { "Source, Hash", ["--source=/x.zip", $"--source-sha256={Sha}"], ["--source=<archive>", "--source-sha256=<hash>"] },
        { "None", ["--source=/x.zip", $"--source-sha256={Sha}"], ["--source=/x.zip", $"--source-sha256={Sha}"] },
        { "None", [], ["--source-sha256=<hash>"] },
    };

    [Theory]
    [MemberData(nameof(Doubts))]
    public void What_was_found_wrong_about_the_source_is_left_to_the_operator(string doubt, string[] typed, string[] named)
    {
        JournalEntry[] entries = [new JournalEntry.Remembered(Step<FetchSource>(), "doubt", doubt), Failed<FetchSource>()];

        Paste(After(typed, entries).Continue, _folder)[2..].Should().Equal(named);
        Paste(After(typed, [.. entries, new JournalEntry.RolledBack("2.2.0")]).Continue, _folder)[2..].Should().Equal(named);
    }

    [Fact]
    public void Compose_files_that_were_found_wrong_are_not_proposed_again_unless_others_were_typed_since()
    {
        JournalEntry[] entries = [Done<FetchSource>(), new JournalEntry.Remembered(Step<CheckTarget>(), "doubt", "ComposeFiles"), Failed<CheckTarget>()];

        After(["--compose-files=wrong.yml"], entries).Continue.Should().NotContain("compose-files");
        After(["--compose-files=wrong.yml"], [.. entries, new JournalEntry.RolledBack("2.2.0")]).Continue.Should().NotContain("compose-files");
        Hints(new RunHistory([Started("--compose-files=wrong.yml"), .. entries]), "--compose-files=right.yml").Continue.Should().Contain("--compose-files=right.yml");
    }

    [Fact]
    public void A_backup_that_was_found_wrong_is_left_to_the_operator()
    {
        var restore = _plans.OfApplication("cvat").Plans.Single(plan => plan.Procedure == "restore");
        string[] typed = ["--backup=/b/wrong"];
        JournalEntry[] entries = [Started(typed) with { PlanId = restore.Id }, new JournalEntry.Remembered("use-backup", "doubt", "Backup"), new JournalEntry.StepFailed("check-space", "it is damaged", null)];
        var entrance = new Entrance(Path.Combine(_folder, Awkward), "./build.sh", _folder);

        NextCommands.For(_application, restore, "RestoreCvat", Resolve([$"--deployment={_folder}", .. typed]), entrance, new RunHistory(entries)).Continue.Should().EndWith(" --backup=<path>").And.NotContain("wrong");
        NextCommands.For(_application, restore, "RestoreCvat", Resolve([$"--deployment={_folder}", .. typed]), entrance, new RunHistory([entries[0]])).Continue.Should().EndWith(" --backup=/b/wrong");
    }

    [Fact]
    public void A_source_that_an_interrupted_call_named_is_asked_for_by_a_call_that_only_looks() =>
        Hints(new RunHistory([Started("--source=/x.zip", $"--source-sha256={Sha}")])).Continue.Should().EndWith(" --source=<archive> --source-sha256=<hash>");

    [Fact]
    public void A_call_that_named_no_source_leaves_it_to_the_plan_whatever_was_named_before() =>
        Hints(new RunHistory([Started("--source=/nope.zip"), new JournalEntry.RunResumed("owner")]), $"--source-sha256={Sha}").Continue.Should().NotContain("--source=");

    [Fact]
    public void What_is_left_open_is_refused_by_a_shell_as_it_is()
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", Hints(_folder).Continue]) { WorkingDirectory = _folder, RedirectStandardError = true, UseShellExecute = false })!;
        shell.WaitForExit();
        shell.ExitCode.Should().NotBe(0);
    }

    [Fact]
    public void A_call_about_another_plan_names_the_commands_of_the_run_that_is_not_over()
    {
        var backup = _plans.OfApplication("cvat").Plans.Single(plan => plan.Procedure == "backup");
        var call = new Invocation(Resolve($"--deployment={_folder}"), CancellationToken.None);
        var history = new RunHistory([Started(), new JournalEntry.StepWaiting(Step<Accept>(), "the operator")]);

        NextCommands.For(_application, backup, call, _plans.Set.PlansOf(_application)).For(history).WaysOut(history).Should().SatisfyRespectively(
            accept => accept.Should().StartWith("to accept: ").And.Contain("--target=UpgradeCvat").And.EndWith("--accept"),
            rollBack => rollBack.Should().StartWith("to roll back: ").And.Contain("--target=RollbackCvat"));
    }

    [Fact]
    public void No_secret_of_a_source_is_journaled_or_printed() =>
        Typed("--source=https://user:hunter2@example.org/v2.zip?token=s3cret").Should().ContainSingle().Which.Value.Should().Be("https://example.org/v2.zip");

    [Fact]
    public void What_the_file_of_the_deployment_says_is_not_typed_again()
    {
        File.WriteAllText(Path.Combine(_folder, DeploymentFile.Name), "project: p\nstartup-timeout: 45m\n");

        Paste(Hints(_folder, $"--deployment={_folder}").Status, _folder).Should().Equal("--target=StatusCvat", $"--deployment={_folder}");
    }

    [Theory]
    [InlineData("dotnet cake", "/opt/hopguard", "dotnet cake --target=Test")]
    [InlineData("dotnet cake", "/srv/cvat", "/opt/hopguard/build.sh --target=Test")]
    [InlineData("./build.sh", "/opt/hopguard/", "./build.sh --target=Test")]
    [InlineData("./build.sh", "/srv/cvat", "/opt/hopguard/build.sh --target=Test")]
    [InlineData(null, "/srv/cvat", "/opt/hopguard/build.sh --target=Test")]
    [InlineData("./build.ps1", "/opt/hopguard", "./build.ps1 --target=Test")]
    [InlineData("./build.ps1", "/srv/cvat", "/opt/hopguard/build.ps1 --target=Test")]
    public void The_program_is_named_so_that_it_is_found(string? startedAs, string folder, string command) =>
        new Entrance("/opt/hopguard", startedAs, folder).Command("--target=Test").Should().Be(command);

    [Fact]
    public void PowerShell_has_quotation_marks_of_its_own() => new Entrance("/opt/hop guard", "./build.ps1", "/srv").Command("--project=it's, ‘so’", "--state=C:\\x")
        .Should().Be("& '/opt/hop guard/build.ps1' '--project=it''s, ‘‘so’’' --state=C:\\x");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private OptionValues Resolve(params string[] arguments) =>
        new OptionResolver(CommandLine.Parse(arguments), new Dictionary<string, string>(StringComparer.Ordinal), _folder).Resolve();

    private IReadOnlyDictionary<string, string> Typed(params string[] arguments) => Resolve(arguments).ToRunOptions().Typed;

    // What a call with these options prints about the run that it began.
    private CommandHints After(string[] arguments, params JournalEntry[] entries) => Hints(new RunHistory([Started(arguments), .. entries]), arguments);

    private CommandHints Hints(RunHistory run, params string[] arguments) =>
        NextCommands.For(_application, _plan, "UpgradeCvat", Resolve([$"--deployment={_folder}", .. arguments]), new Entrance(Path.Combine(_folder, Awkward), "./build.sh", _folder), run);

    private static string[] Lines(CommandHints hints) => [hints.Continue, hints.RollBack, hints.Accept, hints.DeleteRetired, hints.Status];

    private string Step<TStep>() => _plan.Steps.First(step => step is TStep).Id;

    private JournalEntry.StepDone Done<TStep>() => new(Step<TStep>(), "");

    private JournalEntry.StepFailed Failed<TStep>() => new(Step<TStep>(), "it broke", null);

    private CommandHints Hints(string start, params string[] arguments) =>
        NextCommands.For(_application, _plan, "UpgradeCvat", Resolve(arguments), new Entrance(Path.Combine(_folder, Awkward), "./build.sh", start));

    private static string[] Paste(string command, string folder)
    {
        // What is left open is filled in by whoever pastes it.
        var filled = Regex.Replace(command, " (--[a-z0-9-]+=<[a-z]+>)", " '$1'");
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", filled]) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        shell.ExitCode.Should().Be(0, command);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private JournalEntry.RunStarted Started(params string[] arguments) => new("run", _plan.Id, "hash", Before, "owner") { Typed = Typed(arguments) };

    private static readonly DeploymentSnapshot Before = new ContainerDetails
    {
        ComposeFiles = [],
        Services = [],
        Stores = new Dictionary<string, StoreSnapshot>(StringComparer.Ordinal),
    }.AddTo(new DeploymentSnapshot
    {
        Project = "cvat",
        Folder = "/srv/cvat",
        EngineId = "engine",
        Version = "2.2.0",
    });
}
