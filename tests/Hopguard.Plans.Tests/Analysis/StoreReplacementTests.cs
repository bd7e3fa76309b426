namespace Hopguard.Plans.Tests.Analysis;

/// <summary>Stores that a release keeps in other volumes than the one before: what they held is carried over, or services begin anew.</summary>
public sealed class StoreReplacementTests
{
    private const string Bring = "  - promote-volume: { trial: trial, to: database2 }\n";
    private const string BringFiles = "  - restore-in-place: { copy: volumes, to: files }\n";
    private const string Compare = "  - verify-store: { store: database2, against: dump }\n";
    private const string CompareFiles = "  - verify-store: { store: files, against: volumes }\n";
    private const string StartServer = "  - start-services: { only: [db] }\n";
    private const string StartAll = "  - start-services\n  - await";

    private static Shop Moved { get; } = Shop.Standard
        .Changed(Shop.Application, "writes: [database, media, sessions]", "writes: [database, database2, media, files, sessions]")
        .Changed(Shop.Application, "worker: { writes: [database] }", "worker: { writes: [database, database2] }")
        .Changed(Shop.Application, "db: { writes: [database] }", "db: { writes: [database, database2] }")
        .Changed(Shop.Application, "volume: db }", "volume: db, until: 2.0.0, replaced-by: database2 }\n  database2: { kind: postgresql, service: db, volume: db2, since: 2.0.0 }")
        .Changed(Shop.Application, "volume: media }", "volume: media, until: 2.0.0, replaced-by: files }\n  files: { kind: volume, service: server, volume: files, since: 2.0.0 }")
        .Changed(Shop.Application, "2.0.0: { postgresql: 15", "2.0.0: { postgresql: 17")
        .Changed(Shop.New, "postgres:15-alpine", "postgres:17-alpine").Changed(Shop.New, "db:/var", "db2:/var").Changed(Shop.New, "media:/media", "files:/media")
        .Changed(Shop.New, "  db:\n  media:", "  db2:\n  files:")
        .Changed(Shop.Plan, "postgresql: 15", "postgresql: 17")
        .Changed(Shop.Plan, "  - retire-volume: { store: database, covered-by: dump }\n  - promote-volume: { trial: trial, to: database }\n", Bring + BringFiles)
        .Changed(Shop.Plan, "  - verify-store: { store: database, against: dump }\n", Compare + CompareFiles)
        .Changed(Shop.Plan, "  - delete-retired", "  # nothing was retired");

    [Fact]
    public void Carried_over_and_compared_nothing_is_wrong() => Moved.RaisesNothing();

    [Fact]
    public void The_only_store_that_comes_as_another_goes_need_not_be_named() =>
        Moved.Changed(Shop.Application, ", replaced-by: database2", string.Empty).Changed(Shop.Application, ", replaced-by: files", string.Empty).RaisesNothing();

    [Fact]
    public void A_server_that_is_started_alone_may_receive_the_dump() => Moved
        .Changed(Shop.Plan, "  - switch-source", "  - discard-trial: { trial: trial }\n  - switch-source").Changed(Shop.Plan, Bring, string.Empty)
        .Changed(Shop.Plan, StartServer, StartServer + "  - restore-in-place: { copy: dump, to: database2 }\n").RaisesNothing();

    [Fact]
    public void Forgotten_stores_are_empty_ones() => Moved
        .Changed(Shop.Plan, "  - switch-source", "  - discard-trial: { trial: trial }\n  - switch-source").Changed(Shop.Plan, Bring + BringFiles, string.Empty)
        .Changed(Shop.Plan, StartServer + Compare + CompareFiles, string.Empty)
        .Judge().Select(finding => finding.Rule.Id).Should().Equal("HOP006", "HOP006");

    [Fact]
    public void On_the_same_major_too() => Moved
        .Changed(Shop.Application, "2.0.0: { postgresql: 17", "2.0.0: { postgresql: 15").Changed(Shop.New, "postgres:17-alpine", "postgres:15-alpine").Changed(Shop.Plan, "postgresql: 17", "postgresql: 15")
        .Changed(Shop.Plan, "  - switch-source", "  - discard-trial: { trial: trial }\n  - switch-source").Changed(Shop.Plan, Bring, string.Empty).Changed(Shop.Plan, Compare, string.Empty)
        .Changed(Shop.Plan, "only: [db]", "only: [{|HOP006:db|}]").Changed(Shop.Plan, StartAll, "  - {|HOP006:start-services|}\n  - await").RaisesWhatIsMarked();

    [Fact]
    public void Files_are_carried_over_as_well() => Moved
        .Changed(Shop.Plan, BringFiles, string.Empty).Changed(Shop.Plan, CompareFiles, string.Empty).Changed(Shop.Plan, StartAll, "  - {|HOP006:start-services|}\n  - await").RaisesWhatIsMarked();

    [Fact]
    public void What_was_carried_over_is_compared_before_it_is_used() => Moved
        .Changed(Shop.Plan, Compare, string.Empty).Changed(Shop.Plan, StartAll, "  - {|HOP006:start-services|}\n  - await").RaisesWhatIsMarked();

    [Fact]
    public void A_restore_that_nobody_counts_may_double_its_rows() => Moved
        .Changed(Shop.Plan, "  - switch-source", "  - discard-trial: { trial: trial }\n  - switch-source").Changed(Shop.Plan, Bring, string.Empty).Changed(Shop.Plan, Compare, string.Empty)
        .Changed(Shop.Plan, StartServer, StartServer + "  - restore-in-place: { copy: dump, to: database2 }\n")
        .Judge().Select(finding => finding.Rule.Id).Should().Equal("HOP014", "HOP006");

    [Fact]
    public void A_trial_does_not_become_a_store_that_replaces_another_one() =>
        Moved.Changed(Shop.Plan, "to: database2 }\n  - restore", "to: files }\n  - restore").Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP009");

    [Fact]
    public void Nor_does_a_copy_of_another_store() =>
        Moved.Changed(Shop.Plan, "copy: volumes, to: files", "copy: volumes, to: database2").Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP004");

    [Fact]
    public void What_was_written_after_the_copy_is_missing_in_the_new_store() => Moved
        .Changed(Shop.Plan, "  - stop-services: { all-but: [db] }\n", string.Empty).Changed(Shop.Plan, "  - compose-down", "  - stop-services: { all-but: [db] }\n  - compose-down")
        .Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP008");

    [Fact]
    public void Files_that_were_written_to_after_their_copy_are_too() => Moved
        .Changed(Shop.Plan, "  - verify-copy: { copy: volumes, by: read-back }\n", "  - verify-copy: { copy: volumes, by: read-back }\n  - start-services: { only: [server] }\n")
        .Judge().Where(finding => finding.Rule.Id == "HOP008").Should().HaveCount(2);

    [Theory]
    [InlineData("check-target", null)]
    [InlineData("verify-store: { store: files", "HOP030")]
    public void A_command_uses_the_stores_of_the_release_that_runs(string before, string? rule) => Moved
        .Changed(Shop.Plan, BringFiles, string.Empty)
        .Changed(Shop.Plan, $"  - {before}", $"  - run-command: {{ service: db, command: [x], does: {{ writes: [files] }} }}\n  - {before}")
        .Judge().Where(finding => finding.Rule.Id == "HOP030").Select(finding => finding.Rule.Id).Should().Equal(rule is null ? [] : [rule]);

    [Theory]
    [InlineData("  - verify-store: { store: database2", "HOP030")]
    [InlineData("  - await-migrations", null)]
    public void A_command_of_the_new_release_means_the_new_store_by_either_name(string before, string? rule) => Moved
        .Changed(Shop.Plan, before, $"  - run-command: {{ service: db, command: [x], does: {{ writes: [database] }} }}\n{before}")
        .Judge().Select(finding => finding.Rule.Id).Should().Equal(rule is null ? [] : [rule]);

    [Fact]
    public void A_line_of_shell_before_the_move_means_the_old_store_by_either_name() => Moved
        .Changed(Shop.Plan, "  - dump-database", "  - run-shell: { command: ./tidy.sh, does: { destroys: [database2] } }\n  - dump-database")
        .Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP001");

    [Fact]
    public void An_empty_new_store_is_not_what_is_copied() => Moved
        .Changed(Shop.Plan, "dump-database: { store: database,", "dump-database: { store: database2,").Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP017");

    [Fact]
    public void The_old_store_may_go_behind_its_verified_copy() => Moved
        .Changed(Shop.Plan, Bring, "  - retire-volume: { store: database, covered-by: dump }\n" + Bring).RaisesNothing();

    [Fact]
    public void Back_on_the_old_tree_the_new_stores_stay_behind() => Moved
        .Changed(Shop.Plan, "  - accept", "  - compose-down\n  - switch-source: { to: shop_100, keep-as: shop_200 }\n  - start-services\n  - accept")
        .Judge().Select(finding => finding.Rule.Id).Should().Equal("HOP006", "HOP006", "HOP031");

    [Fact]
    public void A_store_that_goes_and_that_nothing_replaces_is_left_behind() => Shop.OnItsFiles
        .Changed(Shop.Application, "volume: media }", "volume: media, until: 2.0.0 }").Changed(Shop.New, "    volumes: [\"media:/media\"]\n", string.Empty).Changed(Shop.New, "  media:", string.Empty)
        .Changed(Shop.Plan, StartAll, "  - {|HOP006:start-services|}\n  - await").RaisesWhatIsMarked();

    [Fact]
    public void A_disposable_one_may_be() => Shop.OnItsFiles
        .Changed(Shop.Application, "volume: media }", "volume: media, until: 2.0.0, disposable: true }").Changed(Shop.New, "    volumes: [\"media:/media\"]\n", string.Empty).Changed(Shop.New, "  media:", string.Empty)
        .RaisesNothing();

    [Theory]
    [InlineData(", until: 2.0.0, replaced-by: database2", ", replaced-by: {|HOP906:database2|}")]
    [InlineData("replaced-by: database2", "replaced-by: {|HOP908:files|}")]
    [InlineData("replaced-by: database2", "replaced-by: {|HOP908:database|}")]
    [InlineData("replaced-by: files", "replaced-by: {|HOP908:database2|}")]
    [InlineData("replaced-by: files", "replaced-by: {|HOP908:nothing|}")]
    [InlineData("volume: db2, since: 2.0.0", "volume: db2, since: 1.0.0")]
    public void Both_fit_together(string from, string to)
    {
        var marked = Moved.Changed(Shop.Application, from, to);
        if (!to.Contains('|'))
            marked = marked.Changed(Shop.Application, "replaced-by: database2", "replaced-by: {|HOP908:database2|}");

        marked.RaisesAmongSyntax();
    }

    [Fact]
    public void A_store_replaces_one_store() => Moved
        .Changed(Shop.Application, "  files: {", "  more: { kind: volume, service: server, volume: more, until: 2.0.0, replaced-by: {|HOP909:files|} }\n  files: {").RaisesAmongSyntax();
}
