using System.Globalization;
using System.Text.RegularExpressions;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>The files of the model's deployment: a compose file holds the version alone, or, where steps of the plan edit files, the images whose tags say it.</summary>
internal static class ModelFiles
{
    /// <summary>The text of a compose file.</summary>
    public static string Of(Plan plan, Application application, Release release)
    {
        if (!plan.Steps.Any(step => step is SetSetting or SetImageTag))
            return release.Version.ToString();

        var isInSettings = plan.Steps.Any(step => step is SetSetting);
        var services = release.Services.Select(service =>
            application.Stores.Values.FirstOrDefault(store => store.Kind == StoreKind.PostgreSql && store.Service == service) is { } served
                ? $"  {service}:\n    image: postgres:{(isInSettings && served.VersionVariable is { } variable ? $"${{{variable}}}" : release.PostgreSqlMajor)}\n"
                : $"  {service}:\n    image: model/{service}:{(isInSettings && application.VersionVariable is { } version ? $"${{{version}}}" : release.Version)}\n");
        return "services:\n" + string.Concat(services);
    }

    /// <summary>The text of the environment file.</summary>
    public static string Settings(Application application, Release release) => string.Concat(
        application.Stores.Values.Where(store => store.VersionVariable is not null).Select(store => $"{store.VersionVariable}={release.PostgreSqlMajor}\n")
            .Prepend(application.VersionVariable is { } variable ? $"# which one\n{variable}={release.Version}\n" : string.Empty));

    /// <summary>The release that a compose file and the environment file beside it choose, on the base that they choose.</summary>
    public static Release ReleaseIn(string folder, string file, Application application)
    {
        var release = application.FindRelease(VersionIn(folder, file, application))!;
        var tag = Regex.Match(File.ReadAllText(Path.Combine(folder, file)), "postgres:(?<tag>.*)").Groups["tag"].Value;
        if (tag.StartsWith('$'))
            tag = Regex.Match(File.ReadAllText(Path.Combine(folder, ".env")), $"{tag[2..^1]}=(?<tag>.*)").Groups["tag"].Value;

        return Regex.Match(tag, "^[0-9]+") is { Success: true } major ? BaseChange.On(release, int.Parse(major.Value, CultureInfo.InvariantCulture), service: null) : release;
    }

    /// <summary>The version that a compose file and the environment file beside it choose.</summary>
    public static ReleaseVersion VersionIn(string folder, string file, Application application)
    {
        var text = File.ReadAllText(Path.Combine(folder, file));
        var image = Regex.Match(text, $"model/({string.Join('|', application.Probes.Select(probe => Regex.Escape(probe.Service)))}):(?<tag>.*)");
        if (!image.Success)
            return ReleaseVersion.Parse(text);

        var tag = image.Groups["tag"].Value;
        if (tag == $"${{{application.VersionVariable}}}")
            tag = Regex.Match(File.ReadAllText(Path.Combine(folder, ".env")), $"{application.VersionVariable}=(?<tag>.*)").Groups["tag"].Value;

        return application.Versions.TryObserve(tag, out var version) ? version : throw new FormatException($"'{tag}' is the tag of no version");
    }
}
