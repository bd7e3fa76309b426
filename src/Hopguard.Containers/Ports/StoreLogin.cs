using Hopguard.Plans.Model;

namespace Hopguard.Containers.Ports;

/// <summary>How a service logs in to the server of a store in its project, as far as the application's file says by which variables it is told. Holds a secret.</summary>
/// <param name="Service">The service.</param>
/// <param name="Store">The store.</param>
/// <param name="User">The role.</param>
/// <param name="Password">Its password; null where the service is told none, or in a file that cannot be read here.</param>
/// <param name="Database">The database; null where the service is told none.</param>
/// <param name="Told">The variables.</param>
public sealed record StoreLogin(string Service, string Store, string User, string? Password, string? Database, ServerVariables Told)
{
    /// <summary>Names the service and the role alone.</summary>
    public override string ToString() => $"{Service} as {User}";
}
