namespace Hopguard.Plans.Tests.Reading;

/// <summary>Every rule about files as such, and exactly what it underlines. HOP900 is the generator's.</summary>
public sealed class SyntaxPlaceTests
{
    private const string Head = "application: shop\nprocedure: reset\nsummary: s\nsteps:\n";
    private const string Fetch = "  - fetch-source: { archive: \"http://example.org/v1.zip\", as: v1 }";

    [Theory]
    [InlineData("application:{|HOP901:\t|}shop")]
    [InlineData("application: shop{|HOP901:\u2028|}")]
    [InlineData("application: {|HOP901:\ufffd|}")]
    [InlineData("{|HOP901:|}")]
    [InlineData("{|HOP901:- shop|}")]
    [InlineData("application: [shop{|HOP901:|}")]
    [InlineData("application: {|HOP901:@|}shop")]
    [InlineData("application: {|HOP902:*shop|}")]
    [InlineData("application: {|HOP902:&shop name|}")]
    [InlineData("application: {|HOP902:!!str shop|}")]
    [InlineData("{|HOP902:<<|}: { application: shop }")]
    [InlineData("application: shop\n{|HOP902:---|}\napplication: shop")]
    [InlineData("a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[{|HOP902:[|}]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    [InlineData("application: shop\n{|HOP903:'application'|}: shop")]
    public void A_text_that_is_no_plan(string text) => Shop.Standard.With(Shop.Plan, text).RaisesWhatIsMarked();

    [Theory]
    [InlineData("{|HOP904:sumary|}: s\n" + Head + "  - accept")]
    [InlineData(Head + "  - dump-database: { store: database, as: dump, {|HOP904:job|}: 2 }")]
    [InlineData("{|HOP905:|}application: shop\nprocedure: reset\nsteps: [accept]")]
    [InlineData("# a comment\n\n{|HOP905:|}application: shop\nsummary: s\nfrom: 1.0.0\nsteps: [accept]")]
    [InlineData(Head + "  - {|HOP905:dump-database|}: { store: database }")]
    [InlineData(Head + "  - dump-database: { store: database, as: dump, jobs: {|HOP906:\"2\"|} }")]
    [InlineData(Head + "  - stop-services: { all-but: {|HOP906:db|} }")]
    [InlineData(Head + "  - stop-services: {|HOP906:[db, cache]|}")]
    [InlineData(Head + "  - {|HOP906:{ accept: {}, delete-retired: {} }|}")]
    [InlineData(Head + "  - stop-services:\n      all-but:\n        - db\n        - {|HOP906:a b|}\n")]
    [InlineData(Head + "  - {|HOP907:acept|}")]
    [InlineData(Head + "  - {|HOP907:\"acept\"|}: {}")]
    [InlineData(Head + "  - dump-database: { store: {|HOP908:databas|}, as: dump }")]
    [InlineData(Head + "  - run-command: { service: db, command: [x], does: { writes: [database, {|HOP908:medias|}] } }")]
    [InlineData(Head + "  - dump-database: { store: {|HOP908:media|}, as: dump }")]
    [InlineData(Head + "  - stop-services: { all-but: [db, {|HOP908:cach|}] }")]
    [InlineData(Head + "  - restore-database: { copy: {|HOP908:dump|}, into: trial }")]
    [InlineData(Head + "  - accept: { id: a }\n  - accept: { id: {|HOP909:a|} }")]
    [InlineData(Head + "  - dump-database: { store: database, as: dump }\n  - back-up-volumes: { stores: [media], as: {|HOP909:dump|} }")]
    [InlineData("application: {|HOP910:shopp|}\nprocedure: reset\nsummary: s\nsteps: [accept]")]
    [InlineData(Head + "  {|HOP911:# hopguard: accept HOP401|}\n  - check-target")]
    [InlineData(Head + "  - check-target  {|HOP911:# hopguard: accept HOP401 because|}")]
    [InlineData(Head + "  # hopguard: accept HOP401, {|HOP912:HOP402|} because of the rack\n" + Fetch)]
    [InlineData(Head + "  {|HOP913:# hopguard: ignore HOP401|}\n  - check-target")]
    [InlineData(Head + "  # hopguard: accept {|HOP913:HOP999|} because of the rack\n  - check-target")]
    [InlineData(Head + "  {|HOP913:#hopguard: accept HOP401 because nothing follows|}\n\n  - check-target")]
    public void A_plan_that_says_something_wrong(string text) => Shop.Standard.With(Shop.Plan, text).RaisesAmongSyntax();

    [Theory]
    [InlineData("title: Shop", "title: {|HOP901:`|}Shop")]
    [InlineData("title: Shop", "title: {|HOP902:*shop|}")]
    [InlineData("title: Shop", "title: Shop\n{|HOP903:title|}: Shop")]
    [InlineData("title: Shop", "title: Shop\n{|HOP904:titel|}: Shop")]
    [InlineData("application: shop\ntitle: Shop", "{|HOP905:|}application: shop")]
    [InlineData("title: Shop", "title: Shop\ndeployment: {|HOP906:docker|}")]
    [InlineData("port: 80,", "port: {|HOP906:0|},")]
    [InlineData("kind: redis", "kind: {|HOP906:reddis|}")]
    [InlineData("  media: { kind: volume, service: server, volume: media }", "  {|HOP905:media|}: { kind: volume, service: server }")]
    [InlineData("service: cache", "service: {|HOP908:cach|}")]
    [InlineData("db: { writes: [database] }", "db: { writes: [{|HOP908:databas|}] }")]
    [InlineData("  1.0.0: {", "  01.0.0: { postgresql: 15, services: [db] }\n  {|HOP909:1.0.0|}: {")]
    public void An_application_that_says_something_wrong(string from, string to) => Shop.Standard.Changed(Shop.Application, from, to).RaisesWhatIsMarked();

    [Theory]
    [InlineData("severities: { {|HOP914:HOP001|}: note }")]
    [InlineData("severities:\n  HOP103: note\n  {|HOP914:HOP904|}: none")]
    [InlineData("severities: { HOP103: {|HOP906:low|} }")]
    [InlineData("severities: { {|HOP908:HOP1|}: note }")]
    [InlineData("severities: { HOP103: note }\n{|HOP904:severity|}: note")]
    public void A_file_of_severities_that_says_something_wrong(string text) => Shop.Standard.With("hopguard.yaml", text).RaisesWhatIsMarked();

    [Fact]
    public void A_second_plan_of_one_name_is_reported_at_its_version() =>
        Shop.Standard.With("twin.yaml", Shop.Text(Shop.Plan).Replace("to: 2.0.0", "to: {|HOP909:2.0.0|}", StringComparison.Ordinal))
            .Changed(Shop.Plan, "to: 2.0.0", "to: {|related:2.0.0|}").RaisesWithRelated("HOP909");

    [Fact]
    public void A_second_release_of_one_version_leads_to_the_first() =>
        Shop.Standard.Changed(Shop.Application, "  1.0.0: {", "  {|related:01.0.0|}: { postgresql: 15, services: [db] }\n  {|HOP909:1.0.0|}: {").RaisesWithRelated("HOP909");

    [Theory]
    [InlineData("  - accept: { id: {|related:a|} }\n  - accept: { id: {|HOP909:a|} }")]
    [InlineData("  - {|related:accept|}\n  - check-space: { id: {|HOP909:accept|} }")]
    [InlineData("  - dump-database: { store: database, as: {|related:a|} }\n  - dump-database: { store: database, as: {|HOP909:a|} }")]
    public void A_name_that_is_taken_leads_to_the_first(string steps) => Shop.Standard.With(Shop.Plan, Head + steps).RaisesWithRelated("HOP909");
}
