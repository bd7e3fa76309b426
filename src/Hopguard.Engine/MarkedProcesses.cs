using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Hopguard.Engine;

/// <summary>
/// Processes of this host that carry a mark in their environment, and with it those that they started: so they are found when whoever started them was killed. What another user started is not seen; nothing is
/// found where there is no <c>/proc</c>.
/// </summary>
public static class MarkedProcesses
{
    private const string Table = "/proc";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>The ids of those whose variable has that value, without this process.</summary>
    public static IEnumerable<int> Find(string variable, string value)
    {
        var mark = Encoding.UTF8.GetBytes($"{variable}={value}\0");
        return
            from folder in Directory.Exists(Table) ? Directory.EnumerateDirectories(Table) : []
            let id = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Environment.ProcessId
            where id != Environment.ProcessId && Carries(Path.Combine(folder, "environ"), mark)
            select id;
    }

    /// <summary>Ends one and waits until it is gone, or until it is clear that it hangs in the kernel and does nothing any more.</summary>
    public static async Task EndAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            using var program = Process.GetProcessById(id);
            program.Kill();
            await program.WaitForExitAsync(cancellationToken).WaitAsync(TimeLimit, cancellationToken);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception or TimeoutException)
        {
            // It has ended by itself.
        }
    }

    private static bool Carries(string path, byte[] mark)
    {
        try
        {
            var environment = File.ReadAllBytes(path).AsSpan();
            var at = environment.IndexOf(mark);
            return at == 0 || (at > 0 && environment[at - 1] == 0);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
