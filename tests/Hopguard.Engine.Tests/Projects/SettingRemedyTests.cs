using Hopguard.Containers.Projects;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Projects;

public sealed class SettingRemedyTests
{
    [Fact]
    public void A_file_that_cannot_be_read_is_exported_or_made_readable()
    {
        using var folder = TempFolder.InMemory();
        folder.Write(".env", "TOKEN='secret'\n");
        var held = new FileStream(folder[".env"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Remedies.LeadOut(
            () => new ReferencedSettings(_ => null, new Redactor()).Find("TOKEN", folder.Path).Should().Be("secret"), "Setting 'TOKEN' cannot be read: *", $"Export TOKEN, or let Hopguard read '{folder[".env"]}'", held.Dispose);
    }
}
