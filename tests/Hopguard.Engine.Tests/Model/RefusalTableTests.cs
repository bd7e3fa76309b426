using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hopguard.Engine.Tests.Model;

/// <summary>
/// Every refusal of engine, containers and databases stands in a table with what leads out: <c>refusals.txt</c> has those that say what to do, <c>bare-refusals.txt</c>
/// those that have nothing of their own to say and lead to the commands of the verdict, which <see cref="NoDeadEndTests"/> follows after a refusal of any step.
/// </summary>
public sealed class RefusalTableTests
{
    private static readonly string[] Ways = ["repeat", "roll back", "mend the plan", "other Hopguard"];
    private static readonly string[] Projects = ["src/Hopguard.Engine", "src/Hopguard.Containers", "src/Hopguard.Docker", "src/Hopguard.Postgres"];

    private static readonly List<(string Refusal, string? Remedy)> Refusals = [.. Projects.SelectMany(Find).Distinct()];

    [Fact]
    public void Refusal_without_a_remedy_of_its_own_has_its_line_and_every_line_its_refusal() =>
        Table("bare-refusals.txt").Select(line => line[1])
            .Should().BeEquivalentTo(Refusals.Where(one => one.Remedy is null).Select(one => one.Refusal), "a refusal tells its remedy, or its way out stands in the table");

    [Fact]
    public void Refusal_with_a_remedy_has_its_line_and_every_line_its_refusal() =>
        Table("refusals.txt").Select(line => string.Join(" <- ", line.Take(2)))
            .Should().BeEquivalentTo(Refusals.Where(one => one.Remedy is not null).Select(one => $"{one.Remedy} <- {one.Refusal}"), "whoever changes what is typed next sees all of it at once");

    [Fact]
    public void Every_line_names_a_way_that_exists() => Table("bare-refusals.txt").Select(line => line[0]).Except(Ways, StringComparer.Ordinal).Should().BeEmpty();

    // It is read again when the version before runs again, far from the sentence that named them.
    [Fact]
    public void What_is_to_be_stopped_ended_or_removed_is_named() =>
        Refusals.Where(one => one.Remedy is { } remedy && Regex.IsMatch(remedy, "\"(Stop|End|Remove) (it|them|that|those)\\b")).Should().BeEmpty();

    /// <summary>The columns of every line of a table.</summary>
    internal static IEnumerable<string[]> Table(string name) =>
        File.ReadAllLines(Path.Combine(GoodPlans.Root, "tests/Hopguard.Engine.Tests/Model", name)).Where(line => !line.StartsWith('#')).Select(line => line.Split(" <- "));

    private static IEnumerable<(string Refusal, string? Remedy)> Find(string project) =>
        from path in Directory.EnumerateFiles(Path.Combine(GoodPlans.Root, project), "*.cs", SearchOption.AllDirectories)
        where !path.Contains("/obj/", StringComparison.Ordinal) && Path.GetFileName(path) != "Redactor.cs"
        from creation in CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
        where IsRefusal(creation) && creation.ArgumentList is { Arguments.Count: > 0 }
        let arguments = creation.ArgumentList!.Arguments
        select (OnOneLine(arguments[0]), arguments.Count == 1 || arguments[1].ToString() == "null" || arguments[1].NameColon?.Name.Identifier.Text == "inner" ? null : OnOneLine(arguments[1]));

    private static string OnOneLine(SyntaxNode text) => string.Join(' ', text.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    // 'new(…)' is what the member that holds it returns.
    private static bool IsRefusal(BaseObjectCreationExpressionSyntax creation) => (creation is ObjectCreationExpressionSyntax named
        ? named.Type.ToString()
        : creation.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.ReturnType.ToString()) is "HopguardException" or "StepOutcome.Failed";
}
