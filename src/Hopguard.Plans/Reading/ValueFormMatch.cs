using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>
/// Decides whether a text has a form, as <see cref="ValueForms.Pattern"/> says it, by walking over the text once: the expressions themselves cost a cold start their compilation, and a
/// time limit on them fails on a machine that is merely busy.
/// </summary>
internal static class ValueFormMatch
{
    private const int LongestName = 63;
    private const int Sha256Digits = 64;
    private const int LongestTag = 128;
    private const int LongestValue = 500;
    private const string Digest = "@sha256:";

    public static bool Matches(string text, ValueForm form) => form switch
    {
        ValueForm.Name => IsName(text),
        ValueForm.TargetName => IsTargetName(text),
        ValueForm.RelativePath => text.Split('/').All(IsPathPart),
        ValueForm.AbsolutePath => IsAbsolutePath(text),
        ValueForm.Sha256 => text.Length == Sha256Digits && text.All(IsHexadecimal),
        ValueForm.ImageTag => IsImageTag(text),
        ValueForm.Variable => text.Length is > 0 and <= LongestTag && text[0] is not (>= '0' and <= '9') && text.All(character => IsLetterOrDigit(character) || character == '_'),
        ValueForm.SettingValue => text.Length is > 0 and <= LongestValue && text.All(character => IsLetterOrDigit(character) || "_.,:/@%+=~^-".IndexOf(character) >= 0),
        ValueForm.Query => text.StartsWith("select ", StringComparison.OrdinalIgnoreCase) && text.IndexOfAny([';', '\\']) < 0 && !text.Contains("--") && !text.Contains("/*"),
        ValueForm.PruneScope => text is "images" or "volumes" or "everything",
        _ => true,
    };

    private static bool IsName(string text)
    {
        if (text.Length is 0 or > LongestName || !IsLetterOrDigit(text[0]))
            return false;

        for (var i = 1; i < text.Length; i++)
        {
            var isDot = text[i] == '.';
            if ((isDot && text[i - 1] == '.') || !(isDot || IsLetterOrDigit(text[i]) || text[i] is '_' or '-'))
                return false;
        }

        return true;
    }

    private static bool IsImageTag(string text)
    {
        var at = text.IndexOf('@');
        var (tag, digest) = at < 0 ? (text, null) : (text.Substring(0, at), text.Substring(at));
        return tag.Length is > 0 and <= LongestTag && tag[0] is not ('.' or '-') && tag.All(character => IsLetterOrDigit(character) || character is '_' or '.' or '-')
            && (digest is null || (digest.Length == Digest.Length + Sha256Digits && digest.StartsWith(Digest, StringComparison.Ordinal)
                && digest.Substring(Digest.Length).All(character => character is (>= '0' and <= '9') or (>= 'a' and <= 'f'))));
    }

    private static bool IsTargetName(string text)
    {
        if (text.Length is 0 or > LongestName || text[0] is < 'a' or > 'z')
            return false;

        for (var i = 1; i < text.Length; i++)
        {
            var isHyphen = text[i] == '-';
            if (!(isHyphen || text[i] is (>= 'a' and <= 'z') or (>= '0' and <= '9')) || (isHyphen && (text[i - 1] == '-' || i == text.Length - 1)))
                return false;
        }

        return true;
    }

    private static bool IsAbsolutePath(string text) =>
        text.Length > 1 && text[0] == '/' && text.Substring(1, text.Length - (text[text.Length - 1] == '/' ? 2 : 1)).Split('/').All(IsPathPart);

    private static bool IsPathPart(string part) => part is not ("" or "." or "..") && part.All(character => IsLetterOrDigit(character) || "._@+-".IndexOf(character) >= 0);

    private static bool IsLetterOrDigit(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    private static bool IsHexadecimal(char character) => character is (>= 'a' and <= 'f') or (>= 'A' and <= 'F') or (>= '0' and <= '9');
}
