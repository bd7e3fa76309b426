namespace Hopguard.Docker.Volumes;

/// <summary>How far a move of one volume's content into another has come, as the world shows it.</summary>
public enum VolumeMoveState
{
    /// <summary>The source holds the content, the target is empty.</summary>
    NotMoved,

    /// <summary>An earlier attempt was cut off; moving again or moving back completes it.</summary>
    Half,

    /// <summary>The target holds the content, or there was none; the source is empty.</summary>
    Moved,

    /// <summary>Both hold something: a move would mix them.</summary>
    BothHold,
}
