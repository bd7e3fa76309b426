namespace Hopguard.Tasks.Options;

/// <summary>What the value of an option may be.</summary>
public enum OptionType
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A path; relative to the working directory, or to the folder of <c>hopguard.yaml</c> where that file says it.</summary>
    Path,

    /// <summary>A path as above, or an HTTPS address.</summary>
    PathOrAddress,

    /// <summary>An HTTPS address, or an HTTP address of this host, or where one stands: <c>env:NAME</c> or <c>file:PATH</c>. It may hold a secret, so it is not repeated.</summary>
    Address,

    /// <summary>Where a secret stands: <c>env:NAME</c> or <c>file:PATH</c>.</summary>
    SecretReference,

    /// <summary>Several texts, separated by commas, or the option given several times, or a sequence in YAML.</summary>
    List,

    /// <summary><c>true</c> or <c>false</c>; the bare option on the command line says <c>true</c>.</summary>
    Flag,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>A number with <c>s</c>, <c>m</c> or <c>h</c>.</summary>
    Duration,

    /// <summary>A major of PostgreSQL.</summary>
    Major,

    /// <summary>64 hexadecimal digits.</summary>
    Sha256,
}
