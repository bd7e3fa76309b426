namespace Hopguard.Plans.Model;

/// <summary>What a text in a plan has to look like.</summary>
public enum ValueForm
{
    /// <summary>Any single line.</summary>
    Text,

    /// <summary>A name that may become part of a file, container or volume name: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, at most 63.</summary>
    Name,

    /// <summary>A name in lower case that starts with a letter: part of target names.</summary>
    TargetName,

    /// <summary>A file below the deployment's folder: relative, with forward slashes, without <c>..</c>.</summary>
    RelativePath,

    /// <summary>A folder inside of a container: from its root, without <c>..</c>.</summary>
    AbsolutePath,

    /// <summary>64 hexadecimal digits.</summary>
    Sha256,

    /// <summary><c>images</c>, <c>volumes</c> or <c>everything</c>.</summary>
    PruneScope,

    /// <summary>The tag of an image, with its digest where there is one.</summary>
    ImageTag,

    /// <summary>The name of a variable: letters, digits and <c>_</c>, not beginning with a digit.</summary>
    Variable,

    /// <summary>What may stand behind the <c>=</c> of an environment file and mean just itself: no blank, quote, <c>$</c> or <c>#</c>.</summary>
    SettingValue,

    /// <summary>One SQL statement that begins with <c>SELECT</c>, without comments.</summary>
    Query,
}
