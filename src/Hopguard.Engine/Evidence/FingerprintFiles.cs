namespace Hopguard.Engine.Evidence;

/// <summary>The files of what a copy is compared by, so that they can be taken over from one run into another.</summary>
public static class FingerprintFiles
{
    /// <summary>The key under which secrets in fingerprints are digested: without it those of another run cannot be compared.</summary>
    public const string Key = "fingerprint-key.json";

    /// <summary>The fingerprint recorded with a copy or a trial.</summary>
    public static string Of(string name) => name + ".fingerprint.json";
}
