namespace Hopguard.Accuracy.Oracle;

/// <summary>What the reference interpreter says of a plan.</summary>
public enum VerdictKind
{
    /// <summary>It ends well from everywhere, onwards and back.</summary>
    Safe,

    /// <summary>No data is lost, but the plan cannot finish, ends with the application down, or has no way back from somewhere.</summary>
    Stuck,

    /// <summary>In some world some write is in no place any more.</summary>
    Loses,
}
