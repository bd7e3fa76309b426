using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Architecture;

/// <summary>An application is a folder of YAML: what runs any of them names none.</summary>
public sealed class ApplicationNameTests
{
    public static TheoryData<string> Applications => new(Directory.GetDirectories(Path.Combine(Program.Root, "plans")).Select(folder => Path.GetFileName(folder)!));

    [Theory]
    [MemberData(nameof(Applications))]
    public void No_source_of_the_product_names(string application)
    {
        var sources = new[] { "src", "analyzers", "tasks", "build" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Program.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .ToList();

        sources.Should().HaveCountGreaterThan(300).And.NotContain(path => File.ReadAllText(path).Contains(application, StringComparison.OrdinalIgnoreCase));
    }
}
