using System.Reflection;
using Hopguard.Accuracy.Corpus;

namespace Hopguard.Accuracy.Tests;

/// <summary>The folder in which the repository lies.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>Its corpus, read once for all tests.</summary>
    public static LabelledCorpus Corpus { get; } = LabelledCorpus.Read(Root);
}
