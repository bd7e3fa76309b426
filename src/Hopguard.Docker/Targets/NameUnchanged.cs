using System.Text.RegularExpressions;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>The target's files do not name another project: whoever runs compose by hand afterwards would get new, empty volumes.</summary>
internal sealed partial class NameUnchanged : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context)
    {
        // Naming the project is the operator's word that the difference is known.
        if (context.Options.Project == context.Before.Project)
            yield break;

        foreach (var file in target.Files.Compose)
        {
            var name = File.ReadLines(target.Files.Find(file)).Select(line => TopLevelName().Match(line)).FirstOrDefault(match => match.Success)?.Groups["name"].Value;
            if (name is not null && name != context.Before.Project)
            {
                yield return $"'{file}' of the target names project '{name}', but the deployment is project '{context.Before.Project}', "
                    + $"so compose without '-p {context.Before.Project}' would start with empty volumes (--project {context.Before.Project} says that you know)";
            }
        }
    }

    [GeneratedRegex("^name:\\s*[\"']?(?<name>[^\"'#\\s]+)")]
    private static partial Regex TopLevelName();
}
