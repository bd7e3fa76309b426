using Hopguard.Engine.Journals;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Secrets;

public sealed class RedactorTests
{
    private readonly Redactor _redactor = new();

    [Theory]
    [InlineData("POSTGRES_PASSWORD")]
    [InlineData("PGPASSWORD")]
    [InlineData("DJANGO_SECRET_KEY")]
    [InlineData("AUTH_TOKEN")]
    [InlineData("SENTRY_DSN")]
    [InlineData("smtp_pass")]
    [InlineData("AWS_CREDENTIALS")]
    [InlineData("DB_PWD")]
    [InlineData("DBPWD")]
    [InlineData("REPLICA_PW")]
    [InlineData("PGPASS")]
    [InlineData("MYSQL_ROOTPASS")]
    [InlineData("REDIS_AUTH")]
    [InlineData("BASIC-AUTH")]
    [InlineData("RPC_AUTHTOKEN")]
    [InlineData("STORAGE_ACCESSKEY")]
    [InlineData("TURN_PSK")]
    [InlineData("ERLANG_COOKIE")]
    [InlineData("LDAP_CREDS")]
    [InlineData("HASH_SALT")]
    [InlineData("OIDC_JWT")]
    [InlineData("ConnectionStrings__DatabasePassword")]
    public void The_value_of_a_setting_whose_name_looks_secret_is_taken_out(string name)
    {
        Learn((name, "hunter2-4711"));
        _redactor.Redact("FATAL: 'hunter2-4711' is wrong (hunter2-4711)").Should().Be("FATAL: '***' is wrong (***)");
    }

    [Theory]
    [InlineData("POSTGRES_USER", "cvat_service")]
    [InlineData("POSTGRES_PASSWORD_FILE", "/run/secrets/db")]
    [InlineData("TLS_KEY", "/certs/server.key")]
    [InlineData("AWS_ACCESS_KEY_ID", "AKIA12345")]
    [InlineData("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256")]
    [InlineData("PWD", "/app")]
    [InlineData("OLDPWD", "/app")]
    [InlineData("TOOL_COMPASS", "north-east")]
    [InlineData("LIMIT_BYPASS", "local-only")]
    [InlineData("ENABLE_AUTH", "enabled")]
    [InlineData("PROXY_AUTH", "basic")]
    [InlineData("AUTH_LDAP_SERVER", "ldap.example")]
    public void What_is_no_secret_stays(string name, string value)
    {
        Learn((name, value));
        _redactor.Redact($"about {value}").Should().Be($"about {value}");
    }

    [Fact]
    public void Short_values_common_words_and_names_that_are_told_openly_do_not_mangle_the_text()
    {
        Learn(("DB_PASSWORD", "abc"), ("A_TOKEN", "true"), ("POSTGRES_PASSWORD", "postgres"), ("POSTGRES_USER", "cvat"), ("CVAT_PASSWORD", "cvat"), ("B_PASSWORD", "data"));

        _redactor.Redact("abc true postgres cvat_db of database 'cvat', metadata of 'datacentre'").Should().Be("abc true postgres cvat_db of database 'cvat', metadata of 'datacentre'");
        _redactor.Redact("password is data.").Should().Be("password is ***.");
    }

    // Whoever writes a secret a second time, under whatever name, has not published it. What names a user, a database or a server is told openly by everybody.
    [Theory]
    [InlineData("LEGACY_LOGIN_STRING", "***")]
    [InlineData("BACKUP_ARGUMENT", "***")]
    [InlineData("POSTGRES_USER", "hunter2-4711")]
    [InlineData("PGDATABASE", "hunter2-4711")]
    [InlineData("CVAT_POSTGRES_DBNAME", "hunter2-4711")]
    [InlineData("SMTP_HOST", "hunter2-4711")]
    [InlineData("IMAGE_TAG", "hunter2-4711")]
    public void A_secret_that_stands_under_another_name_too_stays_secret_unless_that_name_is_told_openly(string name, string shown)
    {
        Learn(("POSTGRES_PASSWORD", "hunter2-4711"), (name, "hunter2-4711"));
        _redactor.Redact("role hunter2-4711 does not exist").Should().Be($"role {shown} does not exist");
    }

    [Theory]
    [InlineData("postgresql://cvat:s3cr3t!@db:5432/cvat", "postgresql://cvat:***@db:5432/cvat")]
    [InlineData("redis://:s3cr3t@cache:6379", "redis://:***@cache:6379")]
    [InlineData("Host=db;Username=cvat;Password=s3cr3t;Database=cvat", "Host=db;Username=cvat;Password=***;Database=cvat")]
    [InlineData("connect with password='a b' user=cvat", "connect with password=*** user=cvat")]
    [InlineData("redis-server --requirepass s3cr3t --port 1", "redis-server --requirepass *** --port 1")]
    [InlineData("https://example.org/a:b@c", "https://example.org/a:b@c")]
    [InlineData("Add 'X_PASSWORD=…' to the '.env' file", "Add 'X_PASSWORD=…' to the '.env' file")]
    public void Passwords_in_addresses_and_connection_strings_are_known_by_their_form(string text, string expected) => _redactor.Redact(text).Should().Be(expected);

    [Fact]
    public void The_password_of_an_address_is_known_wherever_it_comes_up()
    {
        Learn(("DATABASE_URL", "postgresql://cvat:s3cr3t!@db/cvat"));
        _redactor.Redact("authentication with s3cr3t! failed").Should().Be("authentication with *** failed");
    }

    [Fact]
    public void A_secret_of_many_lines_is_taken_out_line_by_line_and_in_json()
    {
        Learn(("SIGNING_KEY", "-----BEGIN-----\nMIIEvQIBADANBgkqhkiG\n-----END-----"), ("A_SECRET", "pass\"word&1"));

        _redactor.Redact("line MIIEvQIBADANBgkqhkiG here").Should().Be("line *** here");
        _redactor.Redact(System.Text.Json.JsonSerializer.Serialize("says pass\"word&1")).Should().Be("\"says ***\"");
        _redactor.Redact(Uri.EscapeDataString("pass\"word&1")).Should().Be("***");
    }

    [Fact]
    public void Files_of_settings_are_read_as_compose_reads_them()
    {
        using var folder = TempFolder.InMemory();
        folder.Write(".env", "# comment\nCVAT_HOST=example\nexport DB_PASSWORD=\"hunter2 4711\"\n API_TOKEN = 'abcdef' \n");
        _redactor.LearnFile(folder[".env"]);
        _redactor.LearnFile(folder["nothing"]);

        _redactor.Redact("hunter2 4711, abcdef, example").Should().Be("***, ***, example");
    }

    [Fact]
    public void The_words_of_the_journal_hold_no_secret_and_what_steps_remember_stays()
    {
        using var folder = TempFolder.InMemory();
        Learn(("POSTGRES_PASSWORD", "hunter2-4711"));
        using (var journal = Journal.Open(folder["journal.log"], TimeProvider.System, _redactor))
        {
            journal.Append(new JournalEntry.Remembered("a", "volume", "hunter2-4711"));
            const string told = "it said hunter2-4711";
            foreach (var entry in new JournalEntry[]
            {
                new JournalEntry.StepDone("a", told), new JournalEntry.StepFailed("a", told, told), new JournalEntry.StepWaiting("a", told), new JournalEntry.StepInDoubt("a", told),
                new JournalEntry.RollbackStarted(told), new JournalEntry.StepUndone("a", told), new JournalEntry.UndoFailed("a", told, null), new JournalEntry.RollbackUnverified(told, told),
            })
                journal.Append(entry);
        }

        var lines = File.ReadAllLines(folder["journal.log"]);
        lines.Skip(1).Should().HaveCount(8).And.OnlyContain(line => line.Contains("it said ***") && !line.Contains("hunter2"));
        lines[0].Should().Contain("hunter2-4711");
        Journal.Read(folder["journal.log"]).Should().HaveCount(9);
    }

    [Fact]
    public void Whatever_is_shown_passes_the_writer()
    {
        Learn(("POSTGRES_PASSWORD", "hunter2-4711"));
        using var shown = new StringWriter();
        using (var console = new RedactingWriter(shown, _redactor))
        {
            console.Write("a hunter2-4711 ");
            console.Write("b {0} ", "hunter2-4711");
            console.Write("c hunter2-4711 ".ToCharArray());
            console.WriteLine("d hunter2-4711");
            console.WriteLine("{0} hunter2-4711", "e");
            console.WriteLine((object)"f hunter2-4711");
        }

        shown.ToString().Should().NotContain("hunter2").And.Contain("a *** b *** c *** d ***").And.Contain("e ***").And.Contain("f ***");
    }

    [Fact]
    public void What_cannot_be_shown_is_an_error_unless_it_may_be_missing()
    {
        using var full = new StreamWriter("/dev/full") { AutoFlush = true };
        using var console = new RedactingWriter(full, _redactor);
        Action[] writes = [() => console.Write('a'), () => console.Write("b"), () => console.WriteLine("c"), () => console.WriteAsync("d").Wait(), () => console.WriteLineAsync("e").Wait(), console.Flush];
        console.Invoking(each => each.Write("x")).Should().Throw<IOException>();

        console.MayBeMissing = () => true;

        foreach (var write in writes)
            write.Should().NotThrow();
        // What is kept back would be written once more at its end.
        GC.SuppressFinalize(full);
        FluentActions.Invoking(full.Dispose).Should().Throw<IOException>();
    }

    private void Learn(params (string Name, string Value)[] settings) => _redactor.Learn(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)));
}
