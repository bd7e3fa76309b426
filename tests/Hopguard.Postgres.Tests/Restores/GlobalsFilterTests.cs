using Hopguard.Engine;
using Hopguard.Postgres.Restores;

namespace Hopguard.Postgres.Tests.Restores;

public sealed class GlobalsFilterTests
{
    private const string Globals = "CREATE ROLE app;\nALTER ROLE app WITH LOGIN PASSWORD 'md5abc';\nCREATE ROLE root;\nALTER ROLE root WITH SUPERUSER;\nCREATE ROLE root2;\n";

    [Fact]
    public void Only_the_creation_of_the_bootstrap_role_is_dropped() => GlobalsFilter.Apply(Globals, "root")
        .Should().Be("CREATE ROLE app;\nALTER ROLE app WITH LOGIN PASSWORD 'md5abc';\nALTER ROLE root WITH SUPERUSER;\nCREATE ROLE root2;\n");

    [Fact]
    public void Nothing_is_dropped_when_the_new_server_made_another_role() => GlobalsFilter.Apply(Globals, "postgres").Should().Be(Globals);

    [Fact]
    public void A_quoted_role_is_found_by_its_quoted_name() => GlobalsFilter.Apply("CREATE ROLE \"Odd\";\n", "\"Odd\"").Should().Be(string.Empty);

    [Fact]
    public void Twice_is_an_error()
    {
        var apply = () => GlobalsFilter.Apply(Globals + "COMMENT ON ROLE app IS '\nCREATE ROLE root;\n';\n", "root");

        apply.Should().Throw<HopguardException>().WithMessage("*'CREATE ROLE root;' more than once");
    }

    [Fact]
    public void Md5_roles_are_named() => GlobalsFilter.FindMd5Roles(Globals).Should().Equal("app");
}
