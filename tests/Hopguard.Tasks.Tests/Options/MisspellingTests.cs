using FsCheck;
using FsCheck.Fluent;
using Hopguard.Engine;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Tests.Options;

/// <summary>What is nearly an option of Cake's is neither ignored nor handed on: it would be ignored by Cake, and what was meant to look would work.</summary>
public sealed class MisspellingTests
{
    private static readonly string[] Spellings =
        [.. CakeOption.All.SelectMany(option => option.Spellings), .. OptionCatalogue.All.Select(option => "--" + option.Name)];

    [Theory]
    [InlineData("--DryRun", "--dryrun")]
    [InlineData("--DRYRUN", "--dryrun")]
    [InlineData("--WhatIf", "--whatif")]
    [InlineData("--NoOp", "--noop")]
    [InlineData("-dryrun", "--dryrun")]
    [InlineData("-noop", "--noop")]
    [InlineData("---dryrun", "--dryrun")]
    [InlineData("–dryrun", "--dryrun")]
    [InlineData("—dryrun", "--dryrun")]
    [InlineData("/dryrun", "--dryrun")]
    [InlineData("dryrun", "--dryrun")]
    [InlineData("--dry-run", "--dryrun")]
    [InlineData("--dry_run", "--dryrun")]
    [InlineData("--dryrun:true", "--dryrun")]
    [InlineData(" --dryrun", "--dryrun")]
    [InlineData("--dryrun ", "--dryrun")]
    [InlineData("--dryRun=false", "--dryrun")]
    [InlineData("--Tree", "--tree")]
    [InlineData("-tree", "--tree")]
    [InlineData("--Exclusive", "--exclusive")]
    [InlineData("-E", "-e")]
    [InlineData("--e", "-e")]
    [InlineData("--E", "-e")]
    [InlineData("--t=X", "-t")]
    [InlineData("-T", "-t")]
    [InlineData("-T=X", "-t")]
    [InlineData("--Target=X", "--target")]
    [InlineData("-target=X", "--target")]
    [InlineData("--Info", "--info")]
    [InlineData("-info", "--info")]
    [InlineData("-Help", "--help")]
    [InlineData("--Verbosity=quiet", "--verbosity")]
    [InlineData("--Accept", "--accept")]
    [InlineData("--accept ", "--accept")]
    [InlineData("-accept", "--accept")]
    [InlineData("--Deployment=/srv/cvat", "--deployment")]
    [InlineData("--delete_retired", "--delete-retired")]
    public void What_is_nearly_an_option_is_refused_with_the_one_meant(string argument, string meant) =>
        Refusal(argument).Should().Match<HopguardException>(refusal => refusal.Remedy == $"Did you mean '{meant}'?" && refusal.Message.Contains($"'{argument.Split('=')[0]}'"));

    [Theory]
    [InlineData("-et")]
    [InlineData("-te")]
    [InlineData("-eh")]
    [InlineData("-tX")]
    [InlineData("--")]
    [InlineData("-")]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("--=true")]
    [InlineData("--settings_skipverification=true")]
    [InlineData("--nuget_source=https://example.org")]
    [InlineData("--x\n--dryrun")]
    public void What_is_no_option_is_refused(string argument) => Refusal(argument).Remedy.Should().NotBeNullOrEmpty();

    [Theory]
    [InlineData("--dryrun=yes", "Option '--dryrun': 'yes' is neither 'true' nor 'false'", "Write '--dryrun' or leave it out")]
    [InlineData("--dryrun=1", "Option '--dryrun': '1' is neither 'true' nor 'false'", "*")]
    [InlineData("--dryrun= true", "Option '--dryrun': ' true' is neither 'true' nor 'false'", "*")]
    [InlineData("--noop=on", "Option '--dryrun': 'on' is neither 'true' nor 'false'", "*")]
    [InlineData("--info=yes", "Option '--info': 'yes' is neither 'true' nor 'false'", "*")]
    [InlineData("-e=no", "Option '--exclusive': 'no' is neither 'true' nor 'false'", "*")]
    [InlineData("--dryrun=", "Option '--dryrun=' has no value", "Write '--dryrun'")]
    [InlineData("--accept=", "Option '--accept=' has no value", "Write '--accept'")]
    [InlineData("--dryrun|yes", "Option '--dryrun' needs no value, and 'yes' follows it", "Write '--dryrun', '--dryrun=true' or '--dryrun=false'")]
    [InlineData("-e|false", "Option '-e' needs no value, and 'false' follows it", "*")]
    [InlineData("--accept|UpgradeCvat", "Option '--accept' needs no value, and 'UpgradeCvat' follows it", "*")]
    [InlineData("-t", "Option '-t' has no value", "Write '-t=<value>'")]
    [InlineData("-t|--dryrun", "Option '-t' has no value", "*")]
    [InlineData("--working=", "Option '--working=' has no value", "*")]
    [InlineData("--dryrun|--dryrun=false", "Option '--dryrun' is given twice", "Give it once")]
    [InlineData("--dryrun|--whatif", "Option '--dryrun' is given twice", "*")]
    [InlineData("-v|q|--verbosity=diagnostic", "Option '--verbosity' is given twice", "*")]
    [InlineData("--working=/a|-w|/b", "Option '--working' is given twice", "*")]
    [InlineData("--state=/a|--state=/b", "Option '--state' is given twice", "*")]
    [InlineData("--accept|--accept=false", "Option '--accept' is given twice", "*")]
    [InlineData("--verbosity=D", "Option '--verbosity': 'D' is none of *", "*")]
    public void What_an_option_cannot_hold_is_refused(string arguments, string what, string remedy) =>
        Refusal(arguments.Split('|')).Should().Match<HopguardException>(refusal => Matches(refusal.Message, what) && Matches(refusal.Remedy!, remedy));

    [Fact]
    public void Every_spelling_of_the_help_is_known_in_both_forms_and_reaches_cake_in_one()
    {
        CommandLine.Parse(["-t", "A", "-t=B", "--target", "C", "--target=D", "-v", "q", "-w", "/x", "-e", "--whatif", "--accept"]).ForCake().Should().Equal(
            "--dryrun", "--exclusive", "--target=A", "--target=B", "--target=C", "--target=D", "--verbosity=quiet", "--working=/x");
        CommandLine.Parse(["--showtree=TRUE", "--dryrun=False", "--project=--tree"]).ForCake().Should().Equal("--tree");
    }

    [Fact]
    public void Whatever_becomes_of_a_spelling_it_is_a_known_one_or_refused()
    {
        var mangled =
            from spelling in Gen.Elements(Spellings)
            from place in Gen.Choose(0, spelling.Length)
            from letter in Gen.Elements([.. "-=/ aeEtTvVwWhdDrRyuUnN_1\t\0–"])
            from value in Gen.Elements("", "=", "=true", "=TRUE", "=yes", "=1", "= ", "=-1")
            from change in Gen.Elements<Func<string, string>>(
                text => text.Insert(place, letter.ToString()),
                text => text.Remove(Math.Min(place, text.Length - 1), 1),
                text => text.ToUpperInvariant(),
                text => text.TrimStart('-'),
                text => "-" + text.TrimStart('-'),
                text => text)
            select change(spelling) + value;
        Prop.ForAll(mangled.ToArbitrary(), IsKnownOrRefused).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    private static bool IsKnownOrRefused(string argument)
    {
        try
        {
            var line = CommandLine.Parse([argument]);
            return Spellings.Contains(argument.Split('=')[0], StringComparer.Ordinal) && line.ForCake().All(IsExact);
        }
        catch (HopguardException refusal)
        {
            return refusal.Remedy is { Length: > 0 };
        }
    }

    private static bool IsExact(string argument) => CakeOption.All.Any(option => option.Value is null ? argument == option.Spellings[0] : argument.StartsWith(option.Spellings[0] + "=", StringComparison.Ordinal));

    private static HopguardException Refusal(params string[] arguments) => arguments.Invoking(line => CommandLine.Parse(line)).Should().Throw<HopguardException>().Which;

    private static bool Matches(string text, string pattern) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, text);
}
