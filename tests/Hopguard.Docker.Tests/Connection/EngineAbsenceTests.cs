using System.Net;
using System.Net.Sockets;
using Hopguard.Docker.Connection;
using Microsoft.Extensions.Time.Testing;

namespace Hopguard.Docker.Tests.Connection;

/// <summary>An engine that has answered and is away for a while, as in a restart of which its containers see nothing.</summary>
public sealed class EngineAbsenceTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly PassingClock _clock = new();
    private readonly List<(string Trouble, TimeSpan Limit)> _told = [];
    private readonly Answers _answers = new();
    private readonly EngineAbsence _absence;
    private readonly HttpClient _client;

    public EngineAbsenceTests()
    {
        _absence = new EngineAbsence(Limit, _clock) { Awaits = (trouble, limit) => _told.Add((trouble.Message, limit)) };
        _client = new HttpClient(new EngineHandler(new DockerEndpoint("unix:///d"), _answers, _absence));
    }

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task It_is_waited_for_whatever_was_to_be_asked(string method)
    {
        await AskAsync();
        _answers.Trouble = () => _clock.Passed < TimeSpan.FromSeconds(10) ? Refused : null;

        await AskAsync(method);

        _told.Should().Equal(("Docker Engine at 'unix:///d' is not reachable: Connection refused", Limit));
        _clock.Passed.Should().BeCloseTo(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task What_it_says_while_it_goes_down_is_no_answer_to_a_question()
    {
        await AskAsync();
        _answers.Words = () => _clock.Passed < TimeSpan.FromSeconds(2) ? "database not open" : null;

        await AskAsync();

        _told.Should().BeEmpty("it was over before anybody need know");
        await this.Invoking(async test =>
        {
            test._answers.Words = () => "database not open";
            await test.AskAsync("POST");
        }).Should().ThrowAsync<HopguardException>("what was to be changed may have been");
    }

    [Fact]
    public async Task It_is_waited_for_once_and_not_by_everybody_who_asks_after()
    {
        await AskAsync();
        _answers.Trouble = () => Refused;

        (await this.Invoking(test => test.AskAsync()).Should().ThrowAsync<HopguardException>()).Which.IsEngineDown.Should().BeTrue();
        _clock.Passed.Should().BeCloseTo(Limit, TimeSpan.FromSeconds(1));
        await this.Invoking(test => test.AskAsync("POST")).Should().ThrowAsync<HopguardException>();
        _clock.Passed.Should().BeCloseTo(Limit, TimeSpan.FromSeconds(1));
        _told.Should().ContainSingle();
    }

    [Fact]
    public async Task One_that_never_answered_is_not_waited_for()
    {
        _answers.Trouble = () => Refused;

        await this.Invoking(test => test.AskAsync("POST")).Should().ThrowAsync<HopguardException>().WithMessage("*is not reachable*");
        _clock.Passed.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public async Task What_may_have_come_to_it_is_not_sent_again()
    {
        await AskAsync();
        _answers.Trouble = () => new HttpRequestException(HttpRequestError.ResponseEnded, "ended");

        await this.Invoking(test => test.AskAsync("POST")).Should().ThrowAsync<HopguardException>();
        _clock.Passed.Should().Be(TimeSpan.Zero);
    }

    private static HttpRequestException Refused => new(HttpRequestError.ConnectionError, "connect", new SocketException((int)SocketError.ConnectionRefused));

    private async Task AskAsync(string method = "GET")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("http://docker/info"));
        using var answer = await _client.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private sealed class Answers : HttpMessageHandler
    {
        public Func<Exception?> Trouble { get; set; } = () => null;

        public Func<string?> Words { get; set; } = () => null;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Trouble() is { } trouble
            ? Task.FromException<HttpResponseMessage>(trouble)
            : Task.FromResult(Words() is { } words
                ? new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new StringContent($$"""{ "message": "{{words}}" }""") }
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") });
    }

    /// <summary>Whoever waits has waited at once.</summary>
    private sealed class PassingClock : FakeTimeProvider
    {
        public TimeSpan Passed { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Passed += dueTime;
            Advance(dueTime);
            return TimeProvider.System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
