using Hopguard.Containers.Edits;

namespace Hopguard.Engine.Tests.Projects;

/// <summary>An operator's own compose file in which services get the names of the next release.</summary>
public sealed class ServiceNameTests
{
    [Theory]
    [InlineData("services:\n  cvat: # ours\n    environment: { A: cvat }\n", "services:\n  cvat_server: # ours\n    environment: { A: cvat }\n")]
    [InlineData("services:\n  'cvat':\n    volumes: [./cvat:/cvat]\n", "services:\n  cvat_server:\n    volumes: [./cvat:/cvat]\n")]
    [InlineData("services: { cvat: { cpus: 2 }, other: { depends_on: [cvat, db] } }\n", "services: { cvat_server: { cpus: 2 }, other: { depends_on: [cvat_server, db] } }\n")]
    [InlineData("services:\r\n  other:\r\n    depends_on:\r\n      cvat: { condition: service_started }\r\n", "services:\r\n  other:\r\n    depends_on:\r\n      cvat_server: { condition: service_started }\r\n")]
    [InlineData("\uFEFFservices:\n  cvat:\n    cpus: 2\nvolumes:\n  cvat:\n", "\uFEFFservices:\n  cvat_server:\n    cpus: 2\nvolumes:\n  cvat:\n")]
    public void A_service_of_the_old_name_gets_the_new_one_and_everything_else_stays(string before, string after) => With(before).Should().Be(after);

    [Theory]
    [InlineData("services:\n  cvat:\n    cpus: 1\n  cvat_server:\n    cpus: 2\n")]
    [InlineData("services:\n  db:\n    cpus: 1\n")]
    [InlineData("volumes:\n  cvat:\n")]
    [InlineData("services: [\n")]
    [InlineData("")]
    public void What_has_no_such_service_or_has_both_stays(string text) => With(text).Should().Be(text);

    private static string With(string text) => ServiceNameText.With(text, name => name == "cvat" ? "cvat_server" : name);
}
