using Hopguard.Engine.Runs;
using Hopguard.Plans.Model;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Runs;

/// <summary>Writes the command lines that an operator can type next, with the options that say which deployment is meant.</summary>
internal static class NextCommands
{
    // What names the deployment and the wishes for it; --accept and its like must be given anew each time.
    private static readonly Option[] Repeated =
        [OptionCatalogue.Deployment, OptionCatalogue.Project, OptionCatalogue.ComposeFiles, OptionCatalogue.State, OptionCatalogue.Source, OptionCatalogue.SourceSha256];

    public static CommandHints For(Application application, Plan plan, Session call)
    {
        var title = char.ToUpperInvariant(application.Name[0]) + application.Name[1..];
        var work = plan.Procedure is { } procedure ? char.ToUpperInvariant(procedure[0]) + procedure[1..] : "Upgrade";
        var again = Line(work + title, call);
        return new CommandHints(
            again, Line("Rollback" + title, call), again + " --accept", again + " --accept --delete-retired", Line("Status" + title, call));
    }

    private static string Line(string target, Session call)
    {
        var program = Environment.GetEnvironmentVariable("HOPGUARD_STARTED_AS") is { Length: > 0 } named ? named : "dotnet cake";
        var options = Repeated.Select(option => (option.Name, Texts: call.Options.List(option))).Where(option => option.Texts is not null);
        return string.Join(' ', [program, $"--target={target}", .. options.Select(option => Quoted($"--{option.Name}={string.Join(',', option.Texts!)}"))]);
    }

    private static string Quoted(string argument) =>
        argument.Any(letter => char.IsWhiteSpace(letter) || letter is '\'' or '"' or '$') ? "'" + argument.Replace("'", "'\\''", StringComparison.Ordinal) + "'" : argument;
}
