namespace Hopguard.Engine.Formatting;

/// <summary>Writes an argument so that a shell reads it back as it is.</summary>
public static class ShellWord
{
    /// <summary>As sh and bash read it: in quotes where a sign in it means something to them.</summary>
    public static string Posix(string argument) =>
        argument.Length > 0 && argument.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,@%+".Contains(letter, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>For PowerShell, which takes the quotation marks of typography for its own, and a comma for the end of an argument.</summary>
    public static string PowerShell(string argument) =>
        argument.Length > 0 && argument.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=\\".Contains(letter, StringComparison.Ordinal))
            ? argument
            : $"'{string.Concat(argument.Select(letter => "'\u2018\u2019\u201A\u201B".Contains(letter, StringComparison.Ordinal) ? $"{letter}{letter}" : $"{letter}"))}'";
}
