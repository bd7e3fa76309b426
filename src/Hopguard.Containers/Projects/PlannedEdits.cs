using System.Text;
using Hopguard.Containers.Edits;
using Hopguard.Engine;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Projects;

/// <summary>What the steps of a plan write into files of the deployment's folder: what a look at the target has to see before they are done.</summary>
internal static class PlannedEdits
{
    private const string Settings = DeploymentFiles.Settings;

    // Bytes that are no valid text would come out as others.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The files as they will be, by path relative to the folder; only those that a step changes.</summary>
    /// <param name="context">The run.</param>
    /// <param name="folder">Where the files can be read now.</param>
    public static IReadOnlyDictionary<string, string> Of(StepContext context, string folder)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var step in context.Plan.Steps)
        {
            if (step is SetSetting set)
                texts[Settings] = SettingsText.With(Text(Settings), set.Setting, set.Value);

            foreach (var (file, services) in step is SetImageTag images ? FilesOf(images, context, Text) : [])
                texts[file] = services.Aggregate(Text(file), (text, service) => ImageTagText.With(text, service, SuffixOf((SetImageTag)step)));
        }

        return texts;

        string Text(string file) => texts.TryGetValue(file, out var text) ? text : TextOf(Path.Combine(folder, file));
    }

    /// <summary>In which compose file each service of a step has its image: the last one that names one. Relative to the deployment's folder.</summary>
    /// <exception cref="HopguardException">None has, or it lies elsewhere.</exception>
    public static IEnumerable<(string File, IReadOnlyList<string> Services)> FilesOf(SetImageTag step, StepContext context, Func<string, string> read) =>
        step.Services.Select(service => (File: FileOf(service, context, read), Service: service.Text)).GroupBy(one => one.File, one => one.Service, StringComparer.Ordinal)
            .Select(group => (group.Key, (IReadOnlyList<string>)[.. group]));

    /// <summary>What such a step writes behind the name of an image.</summary>
    public static string SuffixOf(SetImageTag step) => $":{step.Tag}";

    /// <summary>A file's text; empty where it does not exist.</summary>
    /// <exception cref="HopguardException">Its bytes are no text.</exception>
    public static string TextOf(string path)
    {
        try
        {
            return File.Exists(path) ? Strict.GetString(File.ReadAllBytes(path)) : string.Empty;
        }
        catch (DecoderFallbackException)
        {
            throw new HopguardException($"File '{path}' is not written in UTF-8, so nothing can be changed in it by itself", "Save it in UTF-8");
        }
    }

    /// <summary>The bytes of a text.</summary>
    public static byte[] Bytes(string text) => Strict.GetBytes(text);

    private static string FileOf(Name service, StepContext context, Func<string, string> read)
    {
        var file = TargetProject.FilesOf(context).LastOrDefault(file => ImageTagText.Find(read(file), service) is not null)
            ?? throw new HopguardException(
                $"No compose file of the deployment gives service '{service}' an image of its own, so there is no tag to change", $"Write 'image' under service '{service}' in one of its compose files");
        return !Path.IsPathRooted(file) && !file.StartsWith("..", StringComparison.Ordinal)
            ? file
            : throw new HopguardException($"Image of service '{service}' is named in '{file}', outside of the deployment's folder", "Name it in a compose file of the deployment's folder");
    }
}
