using Hopguard.Engine.Formatting;

namespace Hopguard.Engine.Claims;

/// <summary>The errors of an operator whose deployment somebody else works on, or worked on last.</summary>
public static class ClaimRefusal
{
    /// <summary>A process works on the deployment. Of one that lives on this host the claim is not offered for removal: who is in a hurry types what is printed last.</summary>
    /// <param name="ours">What we would have claimed.</param>
    /// <param name="other">Who holds it; null where that is not known.</param>
    /// <param name="removal">The command that removes what holds it.</param>
    public static HopguardException Held(ClaimRecord ours, ClaimRecord? other, string removal) => other?.Owner.IsAliveHere == true
        ? new HopguardException(
            $"Deployment '{ours.Project}' is being worked on by {Whose(other)}; nothing was changed", "Wait until that run has ended, and then type the same command again")
        : new HopguardException(
            $"Deployment '{ours.Project}' is being worked on by {Whose(other)}; nothing was changed",
            "Wait until that run has ended; only where its process is surely gone, remove what holds the claim, and then type the same command again")
        { Commands = [removal] };

    /// <summary>The claim was lost, and somebody else has it.</summary>
    public static HopguardException Lost(ClaimRecord ours, ClaimRecord? other) => new(
        $"The claim on deployment '{ours.Project}' was lost, and it is now being worked on by {Whose(other)}",
        "This run stopped before its next step; wait until the other one has ended, then look with the status what is left to do");

    /// <summary>A run of another state folder is not over.</summary>
    /// <param name="run">That run.</param>
    /// <param name="commands">The commands that go on with it, that roll it back and that give it up.</param>
    public static HopguardException Foreign(ClaimRecord run, IReadOnlyList<string> commands)
    {
        var where = run.Owner.Host == Environment.MachineName ? string.Empty : $" on host '{run.Owner.Host}'";
        return new HopguardException(
            $"Deployment '{run.Project}' belongs to run '{run.RunId}' of {Whose(run)}, which is not over; its state lies in '{run.StateFolder}'{where}. Nothing was changed",
            $"Go on with that run{where}, or roll it back")
        { Commands = commands };
    }

    /// <summary>A run is not over, and the folder that says what it did was taken out of its state folder.</summary>
    /// <param name="run">That run.</param>
    /// <param name="folder">Where its folder was.</param>
    /// <param name="commands">The command that gives it up.</param>
    public static HopguardException Gone(ClaimRecord run, string folder, IReadOnlyList<string> commands) => new(
        $"Deployment '{run.Project}' belongs to run '{run.RunId}' of {Whose(run)}, which is not over, and its folder '{folder}' is gone. Nothing was changed",
        "Bring that folder back where there is a copy of it, then go on with that run, or roll it back")
    { Commands = commands };

    private static string Whose(ClaimRecord? record) => record is null
        ? "another process"
        : $"{record.Owner} since {UtcTimes.Of(record.Owner.Since)}";
}
