using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Runs;

namespace Hopguard.Tasks.Options;

/// <summary>Finds the value of every option: the command line goes before the variable, the variable before <c>hopguard.yaml</c>.</summary>
/// <param name="line">The command line.</param>
/// <param name="variables">The environment of the process.</param>
/// <param name="currentFolder">The folder that relative paths of command line and variables are meant from.</param>
public sealed class OptionResolver(CommandLine line, IReadOnlyDictionary<string, string> variables, string currentFolder)
{
    /// <summary>Resolves and checks all options.</summary>
    /// <exception cref="HopguardException">A value is wrong; the message says which, and who said it.</exception>
    public OptionValues Resolve()
    {
        RefuseUnknownVariables();
        var deployment = FindDeployment();
        var file = DeploymentFile.Read(deployment);
        var values = new Dictionary<Option, IReadOnlyList<string>>();
        var inFile = new HashSet<Option>();
        foreach (var option in OptionCatalogue.All)
        {
            if (FindOutside(option) is { } said)
                values[option] = Check(option, said);
            else if (FindInFile(option, file, deployment) is { } written && inFile.Add(option))
                values[option] = Check(option, written);
        }

        RequireFolderOfOutput(values);
        var language = values.TryGetValue(OptionCatalogue.Language, out var words) ? words[0] : UserLanguage.Locale(variables);
        return new OptionValues(deployment, values) { Language = UserLanguage.Of(language), InFile = inFile };
    }

    // What is written last is known first: the outcome of hours must not have nowhere to go.
    private static void RequireFolderOfOutput(Dictionary<Option, IReadOnlyList<string>> values)
    {
        if (!values.TryGetValue(OptionCatalogue.Output, out var file))
            return;
        if (Directory.Exists(file[0]))
            throw new HopguardException($"'{file[0]}', from '--{OptionCatalogue.Output.Name}', is a folder, not a file", $"Give the file that is to be written: --output={ShellWord.Posix(Path.Combine(file[0], FileNameOf(values)))}");
        if (Path.GetDirectoryName(file[0]) is { } folder && !Directory.Exists(folder))
            throw new HopguardException($"There is no folder '{folder}' for file '{file[0]}', from '--{OptionCatalogue.Output.Name}'", $"Make it with 'mkdir -p {ShellWord.Posix(folder)}', or give another file with --output");
    }

    // As what stands in it would be called.
    private static string FileNameOf(Dictionary<Option, IReadOnlyList<string>> values) => values.GetValueOrDefault(OptionCatalogue.Format)?[0].ToLowerInvariant() switch
    {
        "sarif" => OptionCatalogue.Output.Example,
        "json" => "outcome.json",
        "html" => "page.html",
        "markdown" => "page.md",
        _ => "told.txt",
    };

    private string FindDeployment()
    {
        if (FindOutside(OptionCatalogue.Deployment) is not { } said)
            return KeptTree.DeploymentOf(currentFolder, FindState()) ?? Path.GetFullPath(currentFolder);

        var folder = Check(OptionCatalogue.Deployment, said)[0];
        if (File.Exists(folder))
            throw new HopguardException($"'{folder}', from {said.Origin}, is a file, not the folder of a deployment", $"Give the folder that it lies in: --deployment={ShellWord.Posix(Path.GetDirectoryName(folder)!)}");

        return Directory.Exists(folder) || Directory.Exists(StateOf(folder))
            ? Path.TrimEndingDirectorySeparator(folder)
            : throw new HopguardException($"Deployment folder '{folder}', from {said.Origin}, does not exist", "Name the folder that holds the compose files");
    }

    // A run that was killed while it exchanged source trees has left no folder, but its state, with which it can be continued.
    private string StateOf(string folder) => RunLibrary.Of(new RunOptions
    {
        DeploymentFolder = folder,
        StateFolder = FindState(),
    }).StateFolder;

    private string? FindState() => FindOutside(OptionCatalogue.State) is { } said ? Check(OptionCatalogue.State, said)[0] : null;

    /// <param name="Texts">The texts, as they were written.</param>
    /// <param name="Origin">Who says so, for errors.</param>
    /// <param name="Folder">The folder that relative paths are meant from.</param>
    private sealed record Said(IReadOnlyList<string> Texts, string Origin, string Folder);

    private Said? FindOutside(Option option)
    {
        if (line.Values(option.Name) is { Count: > 0 } typed)
            return new Said(typed, $"'--{option.Name}'", currentFolder);
        return variables.TryGetValue(option.Variable, out var value) && value.Length > 0
            ? new Said([value], $"variable '{option.Variable}'", currentFolder)
            : null;
    }

    private static Said? FindInFile(Option option, DeploymentFile file, string deployment) => option.Key is { } key && file.Find(key) is { } entry
        ? new Said(entry.Values, $"'{Path.Combine(deployment, DeploymentFile.Name)}', line {entry.Line}", deployment)
        : null;

    private static IReadOnlyList<string> Check(Option option, Said said)
    {
        if (said.Texts.Count == 0 && option.Type == OptionType.List)
            throw new HopguardException($"Option '{option.Name}' is an empty list, from {said.Origin}", $"Example: {option.Example}");
        var texts = option.Type == OptionType.List
            ? said.Texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)).ToList()
            : said.Texts;
        if (texts.Count != 1 && option.Type != OptionType.List)
            throw new HopguardException($"Option '{option.Name}' has {texts.Count} values, from {said.Origin}, and can have one", $"Example: {option.Example}");
        foreach (var text in texts)
        {
            if (OptionSyntax.FindFault(option, text) is { } fault)
                throw Wrong(option, said, text, fault);
        }

        return [.. texts.Select(text => MakeAbsolute(option, text, said.Folder))];
    }

    // What leads to somebody's chat may hold the key to it.
    private const string NotRepeated = "...";

    private static HopguardException Wrong(Option option, Said said, string text, string fault)
    {
        // Whoever gives a flag a value of his own may mean its contrary.
        var example = option.Type == OptionType.Flag && said.Origin == $"'--{option.Name}'" ? $"Write '--{option.Name}' or leave it out" : $"Example: {option.Example}";
        var remedy = option.Choices.Count > 0 ? DidYouMean.Remedy(text, option.Choices, example) : example;
        return new HopguardException($"Option '{option.Name}', from {said.Origin}: '{(option.Type == OptionType.Address ? NotRepeated : text)}' {fault}", remedy);
    }

    private static string MakeAbsolute(Option option, string text, string folder) => option.Type switch
    {
        OptionType.Path => Path.GetFullPath(text, folder),
        OptionType.Address or OptionType.SecretReference => SecretReference.Absolute(text, folder),
        OptionType.PathOrAddress when !OptionSyntax.IsAddress(text) => Path.GetFullPath(text, folder),
        _ => text,
    };

    // The prefix is ours: a variable that nothing reads was meant to do something, '--dryrun' for one.
    private void RefuseUnknownVariables()
    {
        var known = OptionCatalogue.All.ToDictionary(option => option.Variable, StringComparer.Ordinal);
        foreach (var name in variables.Keys.Where(name => name.StartsWith(Option.VariablePrefix, StringComparison.OrdinalIgnoreCase)))
        {
            if (known.ContainsKey(name) || OptionCatalogue.IsOtherVariable(name))
                continue;

            var own = name[Option.VariablePrefix.Length..];
            var meant = DidYouMean.Find(own, known.Keys.Select(one => one[Option.VariablePrefix.Length..]));
            throw new HopguardException(
                $"Variable '{name}' is unknown", meant is null ? "Unset it; '--help' lists the options, and each is a variable" : $"Did you mean '{Option.VariablePrefix}{meant}'?");
        }
    }
}
