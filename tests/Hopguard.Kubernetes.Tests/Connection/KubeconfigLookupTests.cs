using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hopguard.Kubernetes.Connection;

namespace Hopguard.Kubernetes.Tests.Connection;

/// <summary>Which cluster is meant is found as kubectl finds it, or said in one sentence why it is not.</summary>
public sealed class KubeconfigLookupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard-kubeconfig-");
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public KubeconfigLookupTests() => _variables["HOME"] = _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Namespace_is_that_of_the_operator_else_that_of_the_context_else_the_default_one()
    {
        var file = Write("config", Config("""{ name: a, context: { cluster: c, user: u, namespace: shop } }, { name: b, context: { cluster: c, user: u } }""", current: "a"));

        Find(file).Namespace.Should().Be("shop");
        Find(file, context: "b").Namespace.Should().Be("default");
        Find(file, ns: "other").Namespace.Should().Be("other");
        Find(file, context: "b").Address.Should().Be("https://127.0.0.1:1");
    }

    [Fact]
    public void Files_of_the_variable_are_read_before_the_one_in_the_home_folder_and_those_that_are_not_there_are_passed_over()
    {
        Write(".kube/config", Config("{ name: home, context: { cluster: c, user: u } }", current: "home"));
        Find().Context.Should().Be("home");

        _variables["KUBECONFIG"] = $"{Path.Combine(_folder.FullName, "nowhere")}:{Write("listed", Config("{ name: listed, context: { cluster: c, user: u } }", current: "listed"))}";
        Find().Context.Should().Be("listed");
    }

    [Fact]
    public void Without_a_kubeconfig_the_option_is_named() => Refused(() => Find(), "There is no kubeconfig that says which cluster is meant", "Name it with --kubeconfig=<path>, or with the variable 'KUBECONFIG'");

    [Fact]
    public void File_that_is_not_there_is_named()
    {
        Refused(() => Find("/nowhere/config"), "Kubeconfig '/nowhere/config' does not exist", "Name one that is there with --kubeconfig");

        _variables["KUBECONFIG"] = "/nowhere/config";
        Refused(() => Find(), "No kubeconfig of variable 'KUBECONFIG' exists: '/nowhere/config'", "Name one that is there with --kubeconfig, or correct the variable");
    }

    [Fact]
    public void Wrong_context_is_told_with_those_that_there_are()
    {
        var file = Write("config", Config("{ name: production, context: { cluster: c, user: u } }, { name: test, context: { cluster: c, user: u } }", current: ""));

        Refused(() => Find(file, context: "prodcution"), $"Kubeconfig '{file}' has no context 'prodcution'", "Did you mean 'production'?");
        Refused(() => Find(file, context: "staging-3"), $"Kubeconfig '{file}' has no context 'staging-3'", "Name another with --context; it has 'production', 'test'");
        Refused(() => Find(file), $"Kubeconfig '{file}' has no current context, and none is named", "Name one with --context; it has 'production', 'test'");
    }

    [Theory]
    [InlineData("contexts: [")]
    [InlineData("apiVersion: v1\nkind: Config\ncontexts: [{ name: a, context: { cluster: gone, user: u } }]\ncurrent-context: a\nclusters: []\nusers: []\n")]
    public void Kubeconfig_that_cannot_be_used_is_one_sentence(string text)
    {
        var file = Write("config", text);

        var refusal = FluentActions.Invoking(() => Find(file)).Should().Throw<HopguardException>().Which;
        refusal.Message.Should().StartWith($"Kubeconfig '{file}' cannot be used: ").And.NotContain("\n");
        refusal.Remedy.Should().Be("Correct it; 'kubectl config view' with the same kubeconfig shows what kubectl makes of it");
    }

    [Fact]
    public void Certificate_that_expired_is_told_with_its_day()
    {
        var file = Write("config", Config("{ name: a, context: { cluster: c, user: u } }", current: "a", Certificate(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero))));

        Refused(() => Find(file), $"The certificate of user 'u' in kubeconfig '{file}' expired on 2021-01-01 00:00:00 UTC", "Fetch a new kubeconfig from whoever runs the cluster*");
    }

    [Theory]
    [InlineData("Shop")]
    [InlineData("a b")]
    [InlineData("x'; rm -rf /")]
    [InlineData("-n")]
    public void What_is_no_namespace_never_gets_into_a_command_line(string name)
    {
        var file = Write("config", Config("{ name: a, context: { cluster: c, user: u } }", current: "a"));

        Refused(() => Find(file, ns: name), $"'{name}' is no name of a namespace", "Give one in small letters, digits and hyphens with --namespace");
    }

    [Fact]
    public void Commands_for_the_operator_name_what_the_operator_named()
    {
        var file = Write("my config", Config("{ name: a, context: { cluster: c, user: u } }", current: "a"));

        Find(file, "a", "shop").Kubectl("get pods").Should().Be($"kubectl --kubeconfig='{file}' --context=a --namespace=shop get pods");
        Find(file, "a", "shop").Kubectl("get namespaces", isNamespaced: false).Should().Be($"kubectl --kubeconfig='{file}' --context=a get namespaces");
    }

    private ClusterEndpoint Find(string? file = null, string? context = null, string? ns = null) => new KubeconfigLookup(_variables.GetValueOrDefault).Find(new ClusterPlace(file, context, ns));

    private static void Refused(Action find, string what, string remedy)
    {
        var refusal = find.Should().Throw<HopguardException>().Which;
        refusal.Message.Should().Be(what);
        refusal.Remedy.Should().Match(remedy);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Config(string contexts, string current, string user = "{ token: t }") => $$"""
        apiVersion: v1
        kind: Config
        clusters: [{ name: c, cluster: { server: "https://127.0.0.1:1", insecure-skip-tls-verify: true } }]
        users: [{ name: u, user: {{user}} }]
        contexts: [{{contexts}}]
        current-context: "{{current}}"
        """;

    private static string Certificate(DateTimeOffset from, DateTimeOffset to)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=u", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from, to);
        return $"{{ client-certificate-data: {Base64(certificate.ExportCertificatePem())}, client-key-data: {Base64(key.ExportPkcs8PrivateKeyPem())} }}";
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
