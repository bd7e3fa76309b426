using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Projects;

/// <summary>What an application has in files is as secret as what it has in variables, and tools print both.</summary>
public sealed class SecretFileTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.InMemory();
    private readonly Redactor _redactor = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_a_setting_names_as_the_place_of_a_secret_is_known()
    {
        _folder.Write("keys/smtp", "mail-4711\n");
        _folder.Write("keys/list", "open-4711\n");

        Learn(new() { ["SMTP_PASSWORD_FILE"] = "/keys/smtp", ["WORD_LIST_FILE"] = "/keys/list", ["GONE_TOKEN_FILE"] = "/keys/gone", ["OTHER_TOKEN_FILE"] = "/elsewhere" }, new ContainerMount("bind", _folder["keys"], "/keys", ReadOnly: true));

        Redacted("mail-4711 open-4711").Should().Be("*** open-4711");
    }

    [Fact]
    public void Whatever_is_mounted_where_secrets_are_is_known_with_the_settings_in_it()
    {
        _folder.Write("one", "single-4711");
        _folder.Write("more/a", "first-4711");
        _folder.Write("more/b", "DB_HOST=db\nDB_PASSWORD=second-4711\n");
        _folder.Write("data", "open-4711");

        Learn([], Bind("one", "/run/secrets/one"), Bind("more", "/run/secrets"), Bind("data", "/run/data"), Bind("gone", "/run/secrets/gone"), new ContainerMount("volume", "keys", "/run/secrets/keys", ReadOnly: true));

        Redacted("single-4711 first-4711 second-4711 open-4711").Should().Be("*** *** *** open-4711");
    }

    [Fact]
    public void What_is_too_long_to_be_a_secret_is_not_read()
    {
        _folder.Write("dump", "open-4711\n" + new string('x', 100_000));

        Learn([], Bind("dump", "/run/secrets/dump"));

        Redacted("open-4711").Should().Be("open-4711");
    }

    private ContainerMount Bind(string source, string target) => new("bind", _folder[source], target, ReadOnly: true);

    private void Learn(Dictionary<string, string> environment, params ContainerMount[] mounts) => SecretFile.Learn(_redactor, environment, mounts);

    private string Redacted(string text) => _redactor.Redact(text);
}
