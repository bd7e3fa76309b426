using Hopguard.Plans.Findings;

namespace Hopguard.Tasks.ValidatePlans;

/// <summary>What may be a plan or belongs to one, as it was found on the disk.</summary>
/// <param name="Path">The full path, as it was come by.</param>
/// <param name="Unopened">Why it is not opened, as the end of a sentence that begins with the path; null for a file to read.</param>
internal sealed record FoundFile(string Path, Message? Unopened);
