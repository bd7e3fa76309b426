using Hopguard.Containers.Projects;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Projects;

public sealed class TreePreviewTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.InMemory();

    [Fact]
    public void Settings_that_are_written_into_it_are_closed_to_others_and_gone_with_it()
    {
        _folder.Write("app/.env", "DB_PASSWORD=secret\nAPP_TAG=1\n");
        string place;
        using (var preview = new TreePreview(_folder["app"], _folder["app"], "r1"))
        {
            place = preview.Folder;
            preview.Write(".env", "DB_PASSWORD=secret\nAPP_TAG=2\n");

            File.GetUnixFileMode(place).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Directory.Exists(place).Should().BeFalse();
        File.ReadAllText(_folder["app/.env"]).Should().Be("DB_PASSWORD=secret\nAPP_TAG=1\n", "it only shows what will be");
    }

    public void Dispose() => _folder.Dispose();
}
