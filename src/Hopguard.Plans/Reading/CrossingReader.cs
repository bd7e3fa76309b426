using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Reads what a release means for whoever passes it: what to check before, what people have to know, and whether to stop.</summary>
internal sealed class CrossingReader(NameCheck names, FindingSink findings)
{
    private readonly BilingualReader _texts = new(findings);

    /// <summary>The release with what its keys say of a hop over it.</summary>
    public Release Read(Release release, MapReader reader, Message owner)
    {
        var stopBefore = reader.FindRange("stop-before");
        return release with
        {
            CanStop = reader.FindNames("can-stop", ValueForm.RelativePath),
            Rewrites = reader.FindNames("rewrites", ValueForm.RelativePath),
            Checks = [.. reader.FindMaps("checks").Select(check => ReadCheck(check, owner))],
            Before = [.. _texts.Each(reader, "before")],
            After = [.. _texts.Each(reader, "after")],
            MandatoryStop = reader.FindFlag("mandatory-stop"),
            AdvisedStop = reader.Find("advised-stop") is { } advised ? _texts.Read("advised-stop", advised) : null,
            StopBefore = Bounded(stopBefore, release, reader, owner),
            StopBeforePlace = reader.Find("stop-before")?.Place ?? SourcePlace.None,
            Avoid = reader.Find("avoid") is { } avoid ? _texts.Read("avoid", avoid) : null,
        };
    }

    // A range that is open below stops nobody, and one that reaches this release asks for what comes too late.
    private VersionRange? Bounded(VersionRange? range, Release release, MapReader reader, Message owner)
    {
        if (range is null || (range is { First: not null, Last: { } last } && last < release.Version))
            return range;

        findings.Report(SyntaxRules.WrongValue, reader.Find("stop-before")!.Place, owner + new Message(
            $" says 'stop-before: {range}', which does not lie before it; write the oldest and the newest release that will do, such as 1.0.0{VersionRange.Between}1.9.0",
            $" の 'stop-before: {range}' は、そのリリースより前の範囲ではありません。経由できる最も古いリリースと最も新しいリリースを 1.0.0{VersionRange.Between}1.9.0 のように書いてください"));
        return null;
    }

    private CrossingCheck ReadCheck(MapReader reader, Message owner)
    {
        var place = reader.PlaceOf("query") ?? SourcePlace.None;
        var check = new CrossingCheck(
            _texts.Require(reader, "finds"),
            names.Store(reader.RequireName("store", ValueForm.Name), owner),
            reader.RequireName("database"),
            reader.RequireName("query", ValueForm.Query),
            _texts.Require(reader, "remedy"),
            reader.FindFlag("warns"),
            place);
        reader.RefuseOthers();
        return check;
    }
}
