namespace Hopguard.Plans.Tests.Analysis;

/// <summary>A finding about lost data underlines the store in the step that destroys it, and leads to the copy and to whoever made it stale.</summary>
public sealed class RelatedPlaceTests
{
    private const string Head = "application: shop\nprocedure: reset\nsummary: s\nsteps:\n  - stop-services: { all-but: [db] }\n";
    private const string Verified = "  - restore-database: { copy: dump, into: trial }\n  - verify-copy: { copy: dump, by: trial }\n";

    [Fact]
    public void Without_a_copy_it_leads_to_the_store() => Shop.Standard
        .Changed(Shop.Application, "  database: {", "  {|related:database|}: {")
        .With(Shop.Plan, Head + "  - compose-down\n  - remove-volume: { store: {|HOP001:database|} }")
        .RaisesWithRelated("HOP001");

    [Fact]
    public void Of_an_unverified_copy_it_leads_to_the_copy() => Shop.Standard
        .With(Shop.Plan, Head + "  - {|related:dump-database|}: { store: database, as: dump }\n  - compose-down\n  - retire-volume: { store: {|HOP002:database|}, covered-by: dump }")
        .RaisesWithRelated("HOP002");

    [Fact]
    public void Of_a_stale_copy_it_leads_to_the_copy_and_to_the_writer() => Shop.Standard
        .With(Shop.Plan, Head + "  - {|related:dump-database|}: { store: database, as: dump }\n" + Verified
            + "  - {|related:start-services|}: { only: [server] }\n  - compose-down\n  - retire-volume: { store: {|HOP003:database|}, covered-by: dump }")
        .RaisesWithRelated("HOP003");

    [Fact]
    public void Of_the_copies_it_leads_to_the_one_that_counts() => Shop.Standard
        .With(Shop.Plan, Head + "  - dump-database: { store: database, as: early }\n  - {|related:dump-database|}: { store: database, as: dump }\n  - compose-down\n  - remove-volume: { store: {|HOP002:database|} }")
        .RaisesWithRelated("HOP002");

    [Fact]
    public void Volumes_removed_together_are_underlined_at_the_step() => Shop.Standard
        .With(Shop.Plan, Head + "  - {|related:back-up-volumes|}: { stores: [media], as: files }\n  - dump-database: { store: database, as: dump }\n" + Verified + "  - {|HOP002:compose-down|}: { volumes: true }")
        .RaisesWithRelated("HOP002");
}
