using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Reads <c>version</c> of an application or of a release: how the installed version is read from what runs.</summary>
internal sealed class VersionProbeReader(NameCheck names, FindingSink findings)
{
    private static readonly string[] Sources = ["field", "label", "tag", "query"];

    public VersionProbe Read(MapReader reader, SourcePlace place, Message owner)
    {
        var service = names.Service(reader.RequireName("service", ValueForm.Name), owner);
        var request = ReadRequest(reader);
        var source = ReadSource(reader, owner);
        ReportSources(reader, place, request is not null);
        reader.RefuseOthers();
        return new VersionProbe(service, source, request) { Place = place };
    }

    private static ProbeRequest? ReadRequest(MapReader reader)
    {
        // Each needs the other two; which of them is missing is told by its own name.
        var hasField = reader.Find("field") is not null;
        var isAsked = hasField || reader.Find("port") is not null || reader.Find("path") is not null || reader.Find("header") is not null;
        if (!isAsked)
            return null;

        var (port, path) = (reader.RequireInteger("port", 1, 65_535), reader.RequireName("path"));
        return new ProbeRequest(port, path, reader.Find("header") is null ? null : ReadHeader(reader.Map("header", required: false)));
    }

    private static ProbeHeader ReadHeader(MapReader reader)
    {
        var header = new ProbeHeader(reader.RequireName("name", ValueForm.Name), reader.FindName("scheme", ValueForm.Name)?.Text, reader.RequireName("value-from", ValueForm.Variable));
        reader.RefuseOthers();
        return header;
    }

    private VersionSource ReadSource(MapReader reader, Message owner)
    {
        var (field, label) = (reader.FindName("field"), reader.FindName("label"));
        var isTag = reader.FindFlag("tag");
        if (reader.Find("query") is not null)
            return ReadQuery(reader.Map("query", required: false), owner);

        return label is { } named ? new VersionSource.ImageLabel(named) : isTag ? new VersionSource.ImageTag() : new VersionSource.AnswerField(field ?? Name.Of(string.Empty));
    }

    private VersionSource.Query ReadQuery(MapReader reader, Message owner)
    {
        var query = new VersionSource.Query(
            names.Store(reader.RequireName("store", ValueForm.Name), owner), reader.RequireName("database"), reader.RequireName("sql", ValueForm.Query));
        reader.RefuseOthers();
        return query;
    }

    private void ReportSources(MapReader reader, SourcePlace place, bool isAsked)
    {
        var given = Sources.Where(source => reader.Find(source) is not null).ToList();
        if (!reader.IsMap || given.Count == 1)
        {
            // A tag that is not asked for says nothing.
            if (given.Count == 1 && given[0] == "tag" && !reader.FindFlag("tag"))
                findings.Report(SyntaxRules.WrongValue, reader.Find("tag")!.Place, new("Key 'tag' takes only 'true'; leave it out where the image's tag is not the version", "キー 'tag' に書けるのは 'true' だけです。イメージのタグがバージョンではない場合は省いてください"));
            return;
        }

        if (given.Count > 1)
            findings.Report(SyntaxRules.WrongValue, reader.Find(given[1])!.Place, new(
                $"Both '{given[0]}' and '{given[1]}' say the version; keep one",
                $"'{given[0]}' と '{given[1]}' の両方がバージョンを示しています。一方を残してください"));
        else
            findings.Report(SyntaxRules.MissingKey, place, new(
                $"Nothing says the version; add 'field' {(isAsked ? "with the field of the JSON answer" : "with 'port' and 'path' of the request")}, or 'label' or 'tag' of the image, or 'query'",
                $"バージョンを示すものがありません。{(isAsked ? "JSON 応答のフィールドを 'field' に" : "'field' と要求の 'port'、'path' を")}書くか、イメージの 'label' または 'tag'、あるいは 'query' を追加してください"));
    }
}
