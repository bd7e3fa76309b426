using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Postgres.Externals;
using Hopguard.Postgres.Handlers;
using Hopguard.Postgres.Migrations;
using Hopguard.Postgres.Restores;
using Hopguard.Postgres.Servers;
using Hopguard.Postgres.Stopping;
using Hopguard.Postgres.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Postgres;

/// <summary>Offers what this project can do to the program that is put together.</summary>
public static class PostgresRegistration
{
    /// <summary>Adds the probe of PostgreSQL stores, the proof of dumps and the handlers of every step that talks to a database.</summary>
    public static IServiceCollection AddHopguardPostgres(this IServiceCollection services) => services
        .AddSingleton<IStoreProbe, PostgreSqlProbe>()
        .AddSingleton<ExternalPasswords>()
        .AddSingleton<ExternalAddresses>()
        .AddSingleton<ExternalServers>()
        .AddSingleton<IExternalServers>(provider => provider.GetRequiredService<ExternalServers>())
        .AddSingleton<ICopyVerifier, DumpVerifier>()
        .AddSingleton<IUnchangedProof, UnchangedServer>()
        .AddStepHandler<DumpDatabaseHandler>(DeploymentKind.Compose)
        .AddStepHandler<RestoreDatabaseHandler>(DeploymentKind.Compose)
        .AddStepHandler<VerifyStoreHandler>(DeploymentKind.Compose)
        .AddStepHandler<AwaitMigrationsHandler>(DeploymentKind.Compose);
}
