using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Reading;

/// <summary>The variables by which services are told where a database is, and that it may be an external one.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public void Each_variable_is_read()
    {
        var shop = With("{ host: DB_HOST, port: DB_PORT, database: DB_NAME, user: DB_USER, password: DB_PASSWORD }");

        shop.RaisesNothing();
        var read = PlanSet.Read(shop.Files).Applications.Single().Stores["database"].Connection!;
        (read.Host.Text, read.Port?.Text, read.Database?.Text, read.User?.Text, read.Password?.Text).Should().Be(("DB_HOST", "DB_PORT", "DB_NAME", "DB_USER", "DB_PASSWORD"));
        PlanSet.Read(With("{ host: DB_HOST }").Files).Applications.Single().Stores["database"].Connection!.Port.Should().BeNull();
        PlanSet.Read(Shop.Standard.Files).Applications.Single().Stores["database"].Connection.Should().BeNull();
    }

    [Theory]
    [InlineData("{ port: DB_PORT }", "Key 'connection' lacks the key 'host'; add it")]
    [InlineData("{ host: DB_HOST, secret: SECRET }", "Key 'connection' has no key 'secret'*")]
    [InlineData("{ host: not a name }", "Value 'not a name' of key 'host'*")]
    [InlineData("DB_HOST", "Key 'connection' takes keys with values*")]
    public void What_makes_no_sense_is_told(string connection, string message) => With(connection).Judge().Should().ContainSingle().Which.Message.English.Should().Match(message);

    [Fact]
    public void Only_a_database_is_connected_to() => Shop.Standard.Changed(Shop.Application, "volume: media }", "volume: media, connection: { host: FILES } }").Judge()
        .Should().ContainSingle().Which.Message.English.Should().Be("Store 'media' is of kind 'volume' and has a 'connection'; remove it, for only a store of kind 'postgresql' is reached by one");

    private static Shop With(string connection) => Shop.Standard.Changed(Shop.Application, "service: db, volume: db }", $"service: db, volume: db, connection: {connection} }}");
}
