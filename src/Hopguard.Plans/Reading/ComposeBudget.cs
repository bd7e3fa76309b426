using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Reading;

/// <summary>
/// How much a compose file may come to once its aliases and merge keys are followed. An alias costs nothing to read, but whoever copies what it names pays for it each
/// time: a page of text could fill the memory.
/// </summary>
internal sealed class ComposeBudget(SourcePlace file)
{
    // Real files come to a few hundred values and some thousand characters.
    private const int MostValues = 100_000;
    private const int MostCharacters = 4 * TextGate.MaximumBytes;

    private int _values;
    private int _characters;

    /// <summary>Takes note of values that are about to be walked over.</summary>
    public void SpendValues(int values)
    {
        if ((_values += values) > MostValues)
            throw TooMuch(MostValues, new("values", "個の値"));
    }

    /// <summary>Takes note of a text that is about to be copied.</summary>
    public void SpendCharacters(int characters)
    {
        if ((_characters += characters) > MostCharacters)
            throw TooMuch(MostCharacters, new("characters", "文字"));
    }

    private Refusal TooMuch(int most, Message unit) => new(SyntaxRules.ForbiddenYaml, file with { Length = 0, EndLine = file.Line, EndColumn = file.Column }, new(
        $"Aliases and merge keys make more than {most} {unit.English} of this file; no compose file needs that, write out what it means",
        $"エイリアスとマージキーを展開すると {most} {unit.Japanese}を超えます。compose ファイルにそこまでの量は要りません。内容をそのまま書いてください"));
}
