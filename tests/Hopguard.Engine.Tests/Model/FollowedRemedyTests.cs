using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hopguard.Engine.Tests.Model;

/// <summary>
/// The third column of <c>refusals.txt</c>: the test that provokes this very refusal, does what it says, and sees that it leads out. What a test is able to show is for people
/// to judge; that it is there, speaks of this refusal and follows something is seen from its source.
/// </summary>
public sealed class FollowedRemedyTests
{
    private const string NotProvoked = "not provoked: ";

    // What cannot be had in a test, each with its reason in the table. It grows by nobody's carelessness.
    private const int MostNotProvoked = 1;

    private static readonly string[] Following = ["LeadsOutAsync", "LeadsOutInTurnAsync", "LeadOut", "FollowAsync"];

    private static readonly List<(string Remedy, string Refusal, string Test)> Lines =
        [.. RefusalTableTests.Table("refusals.txt").Select(line => (line[0], line[1], line.Length > 2 ? line[2] : string.Empty))];

    private static readonly Lazy<ILookup<string, (MethodDeclarationSyntax Method, string File)>> Tests = new(() => (
        from path in Directory.EnumerateFiles(Path.Combine(GoodPlans.Root, "tests"), "*.cs", SearchOption.AllDirectories)
        where !path.Contains("/obj/", StringComparison.Ordinal)
        let text = File.ReadAllText(path)
        from type in CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
        from method in type.Members.OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "Fact" or "Theory")
        select (Name: $"{type.Identifier}.{method.Identifier}", method, text)).ToLookup(test => test.Name, test => (test.method, test.text)));

    [Fact]
    public void Every_remedy_has_a_test_that_is_there() =>
        Lines.Where(line => !IsNotProvoked(line) && !Tests.Value.Contains(line.Test)).Should().BeEmpty();

    [Fact]
    public void The_test_speaks_of_the_refusal() =>
        Lines.Where(line => Tests.Value[line.Test].Any() && !Speaks(line.Test, line.Refusal)).Should().BeEmpty("words of the refusal stand in the file of its test");

    [Fact]
    public void The_test_speaks_of_the_remedy() =>
        Lines.Where(line => Tests.Value[line.Test].Any() && !Speaks(line.Test, line.Remedy)).Should().BeEmpty("words of what is to be done stand in the file of its test");

    [Fact]
    public void The_test_follows_the_remedy() => Lines.Where(line => Tests.Value[line.Test].Any() && !Tests.Value[line.Test].Any(test => Follows(test.Method))).Should().BeEmpty();

    [Fact]
    public void Few_cannot_be_provoked() => Lines.Count(IsNotProvoked).Should().BeLessThanOrEqualTo(MostNotProvoked);

    private static bool IsNotProvoked((string Remedy, string Refusal, string Test) line) => line.Test.StartsWith(NotProvoked, StringComparison.Ordinal) && line.Test.Length > NotProvoked.Length;

    // By itself, or by a method of its class that it calls.
    private static bool Follows(MethodDeclarationSyntax test) =>
        new[] { test }.Concat(((ClassDeclarationSyntax)test.Parent!).Members.OfType<MethodDeclarationSyntax>().Where(other => Calls(test, other.Identifier.Text))).Any(method => Following.Any(name => Calls(method, name)));

    private static bool Calls(MethodDeclarationSyntax method, string name) =>
        method.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => call.Expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault()?.Identifier.Text == name);

    // Nothing is asked of what is put together of other texts.
    private static bool Speaks(string test, string expression) =>
        TextsOf(expression) is var texts && (texts.Count == 0 || Tests.Value[test].Any(found => texts.Any(text => found.File.Contains(text, StringComparison.Ordinal))));

    // The words between what is put in.
    private static List<string> TextsOf(string expression) =>
    [
        .. SyntaxFactory.ParseExpression(expression).DescendantTokens().Where(token => token.IsKind(SyntaxKind.InterpolatedStringTextToken) || token.IsKind(SyntaxKind.StringLiteralToken))
            .Select(token => Regex.Replace(token.ValueText, "^[ ':;,()]+|[ ':;,()]+$", string.Empty)).Where(text => text.Length >= 10),
    ];
}
