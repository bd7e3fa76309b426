using Hopguard.Plans.Analysis;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Analysis;

/// <summary>The procedure of CVAT's own guide, as far as there are steps for it.</summary>
public sealed class GuideTests
{
    private const string Guide = """
        application: cvat
        from: 2.2.0
        to: 2.3.0
        summary: the guide's own procedure, literally
        steps:
          - dump-database: { store: database, as: dump }
          - compose-down
          - remove-volume: { store: database }
          - fetch-source: { archive: "https://example.org/v2.3.0.zip", as: v2.3.0 }
          - switch-source: { to: v2.3.0, keep-as: cvat_220 }
          - pull-images
          - start-services: { only: [cvat_db] }
          - start-services
        """;

    [Fact]
    public void The_guide_deletes_behind_an_unverified_dump_that_writers_outran() =>
        PlanAnalysis.Analyze(PlanSet.Read([.. Repository.CvatFiles, new PlanFile("plans/cvat/guide.yaml", Guide)])).Select(finding => (finding.Rule.Id, finding.Place.Line))
            .Should().Equal(
                ("HOP011", 3), ("HOP011", 3), ("HOP002", 8), ("HOP003", 8), ("HOP101", 9), ("HOP101", 11), ("HOP006", 12), ("HOP006", 13));
}
