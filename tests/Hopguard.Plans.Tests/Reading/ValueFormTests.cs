using System.Text.RegularExpressions;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Reading;

public sealed class ValueFormTests
{
    private const int Seed = 20_261_125;
    private static readonly string[] Pieces =
        ["a", "Z", "0", "9f", ".", "..", "-", "--", "_", "/", "//", "./", "../", "@", "+", " ", "é", "١", "Ａ", "~", ":", "images", "volumes", "everything", new('a', 31), new('f', 32), "SELECT ", "select ", ";", "/*", "\\"];

    public static TheoryData<ValueForm> Forms => new(Enum.GetValues<ValueForm>());

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_is_what_its_pattern_in_the_schema_says(ValueForm form)
    {
        var pattern = new Regex($"\\A(?:{ValueForms.Pattern(form)})\\z", RegexOptions.CultureInvariant);
        var random = new Random(Seed);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            ValueFormMatch.Matches(text, form).Should().Be(pattern.IsMatch(text), $"'{text}' is or is not of form {form}, seed {Seed}");
        }
    }
}
