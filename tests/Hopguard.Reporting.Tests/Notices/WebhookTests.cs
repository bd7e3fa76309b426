using Hopguard.Engine.Reports;
using Hopguard.Plans.Findings;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Notices;
using Hopguard.Reporting.Tests.Support;

namespace Hopguard.Reporting.Tests.Notices;

public sealed class WebhookTests : IDisposable
{
    private static readonly RunEvent.RunOpened Opened = new("20260102-030405", "CVAT 2.2.0 -> 2.3.0 of project 'cvat'", "/srv/run", Resumed: false, 0, 21);

    private readonly NoticeReceiver _receiver = new();
    private readonly List<string> _warnings = [];

    [Fact]
    public void Beginning_outage_failure_and_end_are_told_in_their_order_and_nothing_else()
    {
        _receiver.Listen();
        using (var webhook = Hook("the token"))
        {
            webhook.On(Opened);
            webhook.On(new RunEvent.StepStarted("stop-services", 5, 21, "Stops"));
            webhook.On(new RunEvent.OutageBegan("CVAT", DateTimeOffset.UnixEpoch));
            webhook.On(new RunEvent.StepFailed("dump-database", "The disk is full\n  line of a log with password", "Make room", TimeSpan.Zero));
            webhook.On(new RunEvent.RollbackStarted("dump-database failed", 5));
            webhook.On(new RunEvent.OutageEnded("CVAT", TimeSpan.FromSeconds(26)));
            webhook.On(new RunEvent.RunClosed(Reports.RolledBack(), GoesOn: true));
            webhook.On(new RunEvent.RunClosed(Reports.RolledBack()));
        }

        _warnings.Should().BeEmpty();
        _receiver.Notices.Select(one => one.Authorization).Distinct().Should().Equal("Bearer the token");
        _receiver.Notices.Select(one => one.Body.GetProperty("event").GetString()).Should().Equal("started", "outage-began", "step-failed", "rollback-started", "outage-ended", "ended");
        _receiver.Notices.Select(one => one.Body.GetProperty("text").GetString()).Should().Equal(
            "CVAT 2.2.0 -> 2.3.0 of project 'cvat': Run '20260102-030405' in '/srv/run', 21 steps",
            "CVAT 2.2.0 -> 2.3.0 of project 'cvat': From here CVAT is down, since 00:00:00 UTC",
            "CVAT 2.2.0 -> 2.3.0 of project 'cvat': Step 'dump-database' failed: The disk is full",
            "CVAT 2.2.0 -> 2.3.0 of project 'cvat': Rolling back 5 steps",
            "CVAT 2.2.0 -> 2.3.0 of project 'cvat': CVAT answers again, after 26 s",
            "CVAT 2.2.0 -> 2.3.0 of project 'cvat': Step 'verify-copy' failed and the run was rolled back");
        var end = _receiver.Notices[^1].Body;
        end.GetProperty("success").GetBoolean().Should().BeFalse();
        end.GetProperty("next")[0].GetString().Should().Be("dotnet cake --target=StatusCvat");
        end.GetProperty("run").GetProperty("state").GetString().Should().Be("rolled-back");
    }

    [Fact]
    public void Secrets_are_taken_out_and_the_operators_language_is_spoken()
    {
        _receiver.Listen();
        using (var webhook = new Webhook(_receiver.Address, secret: null, Phrases.For(Language.Japanese), TimeProvider.System, text => text.Replace("hunter2", "***", StringComparison.Ordinal), _warnings.Add))
        {
            webhook.On(new RunEvent.OutageBegan("hunter2", DateTimeOffset.UnixEpoch));
        }

        _receiver.Notices.Single().Authorization.Should().BeNull();
        _receiver.Notices.Single().Body.GetProperty("text").GetString().Should().Contain("***").And.NotContain("hunter2").And.NotContain("From here");
    }

    [Fact]
    public void An_answer_that_refuses_is_told_once_without_the_key_in_the_address()
    {
        _receiver.Status = 403;
        _receiver.Listen();
        using (var webhook = Hook(secret: null))
        {
            webhook.On(Opened);
            webhook.On(new RunEvent.RunClosed(Reports.Upgrade()));
        }

        _receiver.Notices.Should().HaveCount(2, "the next notice may get through");
        _warnings.Should().Equal("'127.0.0.1' could not be told what happens (it answers 403); the run does not wait for that");
    }

    [Fact]
    public void A_redirection_is_not_followed()
    {
        _receiver.Status = 307;
        _receiver.Listen();
        using (var webhook = Hook("the token"))
            webhook.On(Opened);

        _receiver.Notices.Should().ContainSingle();
        _warnings.Should().Equal("'127.0.0.1' could not be told what happens (it answers 307); the run does not wait for that");
    }

    [Fact]
    public void Nobody_there_and_one_who_never_answers_hold_up_no_run()
    {
        using (var webhook = Hook(secret: null))
            webhook.On(Opened);
        _warnings.Should().ContainSingle().Which.Should().Contain("refused");

        _warnings.Clear();
        _receiver.Listen(answers: false);
        var begun = System.Diagnostics.Stopwatch.StartNew();
        using (var webhook = Hook(secret: null, TimeSpan.FromMilliseconds(300)))
        {
            for (var number = 0; number < 300; number++)
                webhook.On(Opened);
            begun.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(2), "events are not waited for");
            webhook.On(new RunEvent.RunClosed(Reports.Upgrade()));
        }

        begun.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
        _warnings.Should().Equal("'127.0.0.1' could not be told what happens (it does not answer); the run does not wait for that");
    }

    public void Dispose() => _receiver.Dispose();

    private Webhook Hook(string? secret, TimeSpan? limit = null) =>
        new(_receiver.Address, secret, Phrases.English, TimeProvider.System, text => text, _warnings.Add) { EndLimit = limit ?? TimeSpan.FromSeconds(20) };
}
