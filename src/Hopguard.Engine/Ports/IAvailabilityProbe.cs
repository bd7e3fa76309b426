using Hopguard.Plans.Model;

namespace Hopguard.Engine.Ports;

/// <summary>Asks an application what its users would ask: whether it answers. Asked several times a second while a run goes on.</summary>
public interface IAvailabilityProbe
{
    /// <summary>Asks once. Whatever keeps the answer away (no container, no connection, an error of the server) is no answer, never an exception.</summary>
    Task<bool> AnswersAsync(Application application, string project, CancellationToken cancellationToken);
}
