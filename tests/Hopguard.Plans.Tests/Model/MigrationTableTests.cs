using Hopguard.Plans.Model;

namespace Hopguard.Plans.Tests.Model;

public sealed class MigrationTableTests
{
    [Theory]
    [InlineData("0061_auto", "0061", true)]
    [InlineData("0061", "0061", true)]
    [InlineData("00610_auto", "0061", false)]
    [InlineData("20250701120000", "2025070112", false)]
    [InlineData("9f1c2d3e4f50", "9f1c", true)]
    [InlineData("0060_auto", "0061", false)]
    public void A_migration_may_be_named_by_what_its_name_begins_with_but_no_number_by_a_part_of_it(string recorded, string named, bool same) => MigrationTable.Is(recorded, named).Should().Be(same);

    [Fact]
    public void A_table_without_a_column_for_components_is_one_of_an_application_with_one()
    {
        var shop = Shop.Standard.Changed(Shop.Application, "app: app, ", string.Empty);

        shop.RaisesNothing();
        shop.Changed(Shop.Application, "  2.0.0: {", "  {|HOP906:2.0.0|}: {").Changed(Shop.Application, "{ shop: \"0002\" }", "{ shop: \"0002\", pay: \"0001\" }").RaisesAmongSyntax();
    }
}
