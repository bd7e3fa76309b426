using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis.Interpretation;

namespace Hopguard.Plans.Analysis;

/// <summary>Tells what variables decide: those that compose itself reads, and those in what the compose files of a plan mount.</summary>
internal static class Decisions
{
    // Where no file says what is mounted, the name of a variable is all there is.
    private static readonly Regex Place = new("(^|_)(PGDATA|[A-Z]*DATA|[A-Z]*DIR|DIRECTORY|PATH|FOLDER|LOCATION|ROOT|MOUNT|STORAGE|VOLUMES?)(_|$)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>What a variable decides for the commands of a plan.</summary>
    public static Decision Of(string variable, ComposeSets compose) => variable switch
    {
        SettingEdits.File => Decision.Everything,
        "COMPOSE_PROJECT_NAME" => Decision.Project,
        "DOCKER_HOST" or "DOCKER_CONTEXT" => Decision.Engine,
        "COMPOSE_FILE" or "COMPOSE_ENV_FILES" or "COMPOSE_PATH_SEPARATOR" or "COMPOSE_DISABLE_ENV_FILE" => Decision.Files,
        _ when IsOfMounts(variable, compose) => Decision.Data,
        _ => Decision.None,
    };

    private static bool IsOfMounts(string variable, ComposeSets compose) => compose is { Source: { } source, Target: { } target }
        ? source.MountVariables.Contains(variable) || target.MountVariables.Contains(variable)
        : Place.IsMatch(variable);
}
