using System.Text;
using Hopguard.Tasks.Outputs;

namespace Hopguard.DevTasks.GenerateDocs;

/// <summary>The text of a composite action. What somebody gives it reaches the script in variables, never as text of the script.</summary>
/// <param name="Name">What GitHub calls it.</param>
/// <param name="Description">What it does.</param>
/// <param name="Script">The script, seen from the action's own folder.</param>
internal sealed record ActionFile(string Name, string Description, string Script)
{
    private const string Cache = "actions/cache@0057852bfaa89a56745cba8c7296529d2fc39830 # v4.3.0";
    private const string SetUp = "actions/setup-dotnet@d4c94342e560b34958eacfc5d055d21461ed1c5d # v5.0.0";

    /// <summary>The target that it runs; null where an input says it.</summary>
    public string? Target { get; init; }

    /// <summary>Its inputs, without the switch of the summary.</summary>
    public required IReadOnlyList<ActionInput> Inputs { get; init; }

    /// <summary>Its outputs.</summary>
    public required IReadOnlyList<Output> Outputs { get; init; }

    /// <summary>The file's text.</summary>
    public string Render()
    {
        var text = new StringBuilder("# Written by `./build.sh --target=GenerateDocs`.\n");
        text.Append($"name: {Quote(Name)}\ndescription: {Quote(Description)}\nauthor: Hopguard\nbranding:\n  icon: shield\n  color: blue\n\ninputs:\n");
        foreach (var input in Inputs)
            AddInput(text, input, string.Empty);
        AddInput(text, new ActionInput("summary", ActionFiles.Summary), "true");
        text.Append("\noutputs:\n");
        foreach (var output in Outputs)
            text.Append($"  {output.Name}:\n    description: {Quote(output.Summary)}\n    value: ${{{{ steps.run.outputs.{output.Name} }}}}\n");
        AddSteps(text);
        return text.ToString();
    }

    private static void AddInput(StringBuilder text, ActionInput input, string standard)
    {
        text.Append($"  {input.Name}:\n    description: {Quote(input.Description)}\n    required: {(input.IsRequired ? "true" : "false")}\n");
        if (!input.IsRequired)
            text.Append($"    default: {Quote(standard)}\n");
    }

    private void AddSteps(StringBuilder text)
    {
        text.Append($$$"""

            runs:
              using: composite
              steps:
                - name: Find the host
                  id: prepare
                  shell: bash
                  run: exec "$GITHUB_ACTION_PATH/{{{Script}}}" prepare

                # A runner of one's own keeps the folder; those of GitHub begin empty.
                - name: Keep the host
                  if: runner.environment == 'github-hosted'
                  uses: {{{Cache}}}
                  with:
                    path: ${{ steps.prepare.outputs.folder }}
                    key: ${{ steps.prepare.outputs.key }}

                - name: Set up the .NET SDK
                  if: steps.prepare.outputs.needs-sdk == 'true'
                  uses: {{{SetUp}}}
                  with:
                    dotnet-version: 10.0.x

                - name: {{{Target ?? "Run the target"}}}
                  id: run
                  shell: bash
                  env:
                    HOPGUARD_ACTION_HOST: ${{ steps.prepare.outputs.folder }}
                    HOPGUARD_ACTION_SUMMARY: ${{ inputs.summary }}

            """);
        if (Target is not null)
            text.Append($"        {new ActionInput(ActionFiles.TargetInput, string.Empty).Variable}: {Target}\n");
        foreach (var input in Inputs)
            text.Append($"        {input.Variable}: ${{{{ inputs.{input.Name} }}}}\n");
        // The shell becomes the program, so that the signal of a cancelled job reaches it.
        text.Append($"      run: exec \"$GITHUB_ACTION_PATH/{Script}\" run\n");
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
