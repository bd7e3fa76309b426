using System.Text;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;

namespace Hopguard.Tasks.Options;

/// <summary>
/// The address that is told what happens in a run. Behind the name of its host it may hold the key to somebody's chat, so what was typed is kept in the run's folder for its owner alone, and the commands that go on
/// with the run name that file.
/// </summary>
public static class NotifyAddress
{
    /// <summary>Where a call tells what happens; null where it tells nobody.</summary>
    /// <exception cref="HopguardException">The option names a place where none stands.</exception>
    public static Uri? Find(OptionValues options)
    {
        if (options.Text(OptionCatalogue.Notify) is not { } text)
            return null;
        if (!SecretReference.IsOne(text))
            return new Uri(text);

        var found = SecretReference.Find(OptionCatalogue.Notify, options)!;
        return OptionSyntax.FindFaultOfAddress(found) is { } fault
            ? throw new HopguardException($"Option '--{OptionCatalogue.Notify.Name}': what stands in '{text}' {fault}", "Write the address there, and nothing else, or leave the option out")
            : new Uri(found);
    }

    /// <summary>What was typed, where a journal and a printed command may hold it: where the address stands, or one that is nothing but a host. Null for any other.</summary>
    public static string? Shown(string typed) =>
        SecretReference.IsOne(typed) || (new Uri(typed) is { UserInfo: "", PathAndQuery: "/", Fragment: "" }) ? typed : null;

    /// <summary>Keeps what was typed for a run, so that the commands that go on with it can name it; does nothing where nobody typed it.</summary>
    public static void Keep(OptionValues options, RunFolder run)
    {
        if (options.Typed(OptionCatalogue.Notify) is not { } typed)
            return;

        try
        {
            if (Shown(typed) is null)
                DurableFile.Write(run.NotifyAddress, Encoding.UTF8.GetBytes(typed), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            else
                File.Delete(run.NotifyAddress);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // The run does not depend on who is told of it.
        }
    }

    /// <summary>How a command names the address that was kept for a run; null where none was.</summary>
    public static string? FindKept(RunFolder run) => File.Exists(run.NotifyAddress) ? SecretReference.ToFile(run.NotifyAddress) : null;
}
