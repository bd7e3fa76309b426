using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tests;

/// <summary>What a plan says is a stranger's text: it must never become code.</summary>
public sealed class InjectionTests
{
    private const string Alphabet = "\"'\\{}()[]<>&;*/#$@%~`|=+-_.,:!?^ \r\n\t\0\u0007\u001b\u0085\u00a0\u00ad\u200b\u200d\u202e\u2028\u2029\ufeff\uff1b\ufffd\ud83d\ude00\ud800ab0";

    [Theory]
    [InlineData("""\"; } class Evil { } //""")]
    [InlineData("""*/ class Evil { } /*""")]
    [InlineData("""\r class Evil { }""")]
    [InlineData("""\u2028 class Evil { }""")]
    [InlineData("""\u0085 class Evil { }""")]
    [InlineData("""</summary><evil>&amp;""")]
    [InlineData("""{0} ${x} \\u0022 \\x22 ]]> --> 日本語 😀""")]
    public void A_summary_stays_text(string escaped)
    {
        var compilation = PlanHost.Generate(PlanHost.Compile(FrostingStub.BaseClasses, FrostingStub.Reference), Plan(escaped));

        compilation.GetTypeByMetadataName("Evil").Should().BeNull();
        compilation.GetTypeByMetadataName("Hopguard.Tasks.Generated.Cvat.Evil").Should().NotBeNull();
    }

    [Fact]
    public void Whatever_a_summary_says_compiles_to_just_that_or_is_refused()
    {
        const int Seed = 20_260_704;
        var random = new Random(Seed);
        for (var round = 0; round < 150; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            var plan = Plan(string.Concat(text.Select(character => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"))));
            var compilation = PlanHost.Compile(FrostingStub.BaseClasses, FrostingStub.Reference);
            PlanHost.Driver(plan).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var refused);

            generated.GetDiagnostics().Should().BeEmpty($"seed {Seed}, round {round}");
            if (refused.IsEmpty)
                Summary(generated).Should().Be(text, $"seed {Seed}, round {round}");
            else
                refused.Should().ContainSingle().Which.Id.Should().Be("HOP900");
        }
    }

    [Fact]
    public void Ids_of_steps_become_names_of_their_own_or_are_refused()
    {
        var plan = new PlanText(PlanHost.PlanPath, """
            application: cvat
            procedure: evil
            summary: ids
            steps:
              - check-space: { id: Steps }
              - pull-images: { id: Equals }
              - check-target: { id: a-b }
              - pull-images: { id: a_b }
              - pull-images: { id: class }
              - pull-images: { id: value__ }
              - pull-images: { id: 1 }
            """);
        var compilation = PlanHost.Generate(PlanHost.Compile(FrostingStub.BaseClasses, FrostingStub.Reference), plan);

        compilation.GetTypeByMetadataName("Hopguard.Tasks.Generated.Cvat.Evil_AB_2").Should().NotBeNull();
    }

    private static PlanText Plan(string escapedSummary) => new(PlanHost.PlanPath, $"""
        application: cvat
        procedure: evil
        summary: "{escapedSummary}"
        steps:
          - check-space
        """);

    private static object? Summary(Compilation compilation) => compilation.GetTypeByMetadataName("Hopguard.Tasks.Generated.Cvat.Evil")!
        .GetAttributes().Single(attribute => attribute.AttributeClass!.Name == "TaskDescriptionAttribute").ConstructorArguments[0].Value;
}
