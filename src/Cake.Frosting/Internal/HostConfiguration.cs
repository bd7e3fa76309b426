using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>Cake's settings: the program's defaults, then the environment, <c>cake.config</c> in the working directory, and the command line.</summary>
internal sealed class HostConfiguration(
    IEnumerable<CakeSetting> defaults, IFileSystem fileSystem, ICakeEnvironment environment, ICakeArguments arguments) : ICakeConfiguration
{
    private readonly ICakeConfiguration _merged = new CakeConfigurationProvider(fileSystem, environment).CreateConfiguration(
        environment.WorkingDirectory,
        defaults.GroupBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase).Select(same => KeyValuePair.Create(same.Key, same.Last().Value)),
        arguments.GetArguments().ToDictionary(argument => argument.Key, argument => argument.Value.FirstOrDefault(string.Empty), StringComparer.OrdinalIgnoreCase));

    /// <inheritdoc />
    public string GetValue(string key) => _merged.GetValue(key);
}

/// <summary>The program's default for one of Cake's settings.</summary>
internal sealed record CakeSetting(string Key, string Value);

/// <summary>The working directory that the program asks for.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
