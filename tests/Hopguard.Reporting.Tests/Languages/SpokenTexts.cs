using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hopguard.Reporting.Tests.Languages;

/// <summary>Finds the sentences that the program can say to an operator, by reading its source: each with <c>{0}</c>, <c>{1}</c>, … where something is put in.</summary>
internal static partial class SpokenTexts
{
    // Here everything that reads like a sentence is one; elsewhere only what is told as an error or a verdict.
    private static readonly string[] Speaking =
        ["src/Hopguard.Engine", "src/Hopguard.Containers", "src/Hopguard.Docker", "src/Hopguard.Kubernetes", "src/Hopguard.Postgres", "src/Hopguard.Reporting/Live", "src/Hopguard.Reporting/Progress", "src/Hopguard.Reporting/Summaries", "tasks/Runs"];

    private static readonly string[] Erring = ["tasks", "build"];

    // Help.
    private static readonly string[] Silent = ["tasks/Options/OptionCatalogue.cs", "tasks/Options/CakeOption.cs", "/obj/", "/bin/"];

    private static readonly string[] Errors = ["HopguardException", "Unusable", "RunVerdict", "Say", "Wrong", "Remedy"];

    // What is looked for, or thrown at programmers.
    private static readonly string[] Unheard =
    [
        "Contains", "StartsWith", "EndsWith", "IndexOf", "Split", "Replace", "Equals", "Regex", "GeneratedRegex", "Message", "InvalidOperationException", "ArgumentException", "NotSupportedException",
        "ArgumentOutOfRangeException", "UnreachableException", "ExecuteAsync", "QueryAsync", "ScalarAsync", "TaskDescription", "TaskName", "Category", "JsonDerivedType", "Description",
    ];

    /// <summary>All of them, each once.</summary>
    public static IReadOnlyCollection<string> Find(string root)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in Files(root, Speaking))
            found.UnionWith(Read(path).DescendantNodes().Where(node => IsOutermost(node) && !IsUnheard(node)).Select(TemplateOf).Where(IsSentence));
        foreach (var path in Files(root, Erring))
            found.UnionWith(Read(path).DescendantNodes().Where(node => IsOutermost(node) && IsError(node) && !IsUnheard(node)).Select(TemplateOf).Where(IsSentence));
        foreach (var path in Files(root, [.. Speaking, .. Erring]))
            found.UnionWith(Asked(Read(path)));
        foreach (var path in Files(root, ["src/Hopguard.Plans/Steps"]))
            found.UnionWith(Read(path).DescendantNodes().OfType<AttributeSyntax>().Where(attribute => attribute.Name.ToString() == "StepKind").Select(attribute => TemplateOf(attribute.ArgumentList!.Arguments[1].Expression)));
        return found;
    }

    private static IEnumerable<string> Files(string root, IEnumerable<string> folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(path => !Silent.Any(part => path.Replace('\\', '/').Contains(part, StringComparison.Ordinal)));

    private static SyntaxNode Read(string path) => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path).GetRoot();

    // Fixed words that are looked up, and numbers of things: '1 service', '2 services'.
    private static IEnumerable<string> Asked(SyntaxNode root)
    {
        foreach (var lookup in root.DescendantNodes().OfType<ElementAccessExpressionSyntax>().Where(access => access.Expression.ToString().EndsWith("hrases", StringComparison.Ordinal)))
        {
            foreach (var text in lookup.ArgumentList.DescendantNodes().Where(IsOutermost).Select(TemplateOf).Where(text => text.Any(char.IsLetter)))
                yield return text;
        }

        foreach (var call in root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => call.Expression.ToString() == "Counts.Of" && call.ArgumentList.Arguments.Count > 1))
        {
            var words = call.ArgumentList.Arguments.Skip(1).Select(argument => argument.Expression).OfType<LiteralExpressionSyntax>().Select(literal => literal.Token.ValueText).ToList();
            foreach (var word in words.Count == 1 ? [words[0], words[0] + "s"] : words)
                yield return "{n} " + word;
        }
    }

    private static bool IsOutermost(SyntaxNode node) => IsText(node) && !(node.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && IsText(sum))
        && node.Parent is not ParenthesizedExpressionSyntax { Parent: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } };

    private static bool IsText(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression),
        InterpolatedStringExpressionSyntax => true,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => IsText(sum.Left) || IsText(sum.Right),
        _ => false,
    };

    private static bool IsUnheard(SyntaxNode node) => Callee(node) is { } callee && Unheard.Contains(callee, StringComparer.Ordinal)
        || node.Ancestors().OfType<AttributeSyntax>().Any();

    private static bool IsError(SyntaxNode node) => node.Ancestors().Any(ancestor => Name(ancestor) is { } name && Errors.Contains(name, StringComparer.Ordinal));

    private static string? Callee(SyntaxNode node) => node.Parent is ArgumentSyntax { Parent.Parent: { } call } ? Name(call) : null;

    private static string? Name(SyntaxNode node) => node switch
    {
        ObjectCreationExpressionSyntax creation => creation.Type.ToString().Split('.')[^1],
        // 'new(…)' is what the member that holds it returns.
        ImplicitObjectCreationExpressionSyntax creation => creation.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.ReturnType.ToString().Split('.')[^1],
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.Identifier.Text,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax function } => function.Identifier.Text,
        _ => null,
    };

    private static string TemplateOf(SyntaxNode node)
    {
        var number = 0;
        return string.Concat(Parts(node).Select(part => part ?? $"{{{number++}}}"));
    }

    // Null for what is put in.
    private static IEnumerable<string?> Parts(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => [literal.Token.ValueText],
        InterpolatedStringExpressionSyntax text => text.Contents.Select(content => content is InterpolatedStringTextSyntax plain ? plain.TextToken.ValueText : null),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when IsText(sum) => Parts(sum.Left).Concat(Parts(sum.Right)),
        ParenthesizedExpressionSyntax { Expression: var inner } when IsText(inner) => Parts(inner),
        _ => [null],
    };

    private static bool IsSentence(string template) => Words().Matches(Placeholder().Replace(template, "'x'")).Count >= 2 && !Sql().IsMatch(template) && !template.Contains("$(", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![\w/.:=-])[a-zA-Z][a-z]+(?![\w/=(<>-])", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"\{\d+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^\s*(SELECT|ALTER|CREATE|COPY \(|COPY \{|DROP|SET |WITH |SHOW |BEGIN|START TRANSACTION|INSERT|UPDATE|DELETE|LOCK|REVOKE|GRANT)\b|\b(FROM|WHERE|SELECT) [a-z(]|^-- |^\{0\} contypid", RegexOptions.CultureInvariant)]
    private static partial Regex Sql();
}
