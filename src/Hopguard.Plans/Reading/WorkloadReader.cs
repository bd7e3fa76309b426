using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Reads how a service is found on a cluster.</summary>
internal sealed class WorkloadReader(FindingSink findings)
{
    public ImmutableArray<Workload> Read(MapReader service)
    {
        var workloads = service.FindMaps("kubernetes").Select(ReadOne).ToImmutableArray();
        for (var i = 1; i < workloads.Length; i++)
        {
            if (workloads[i].Since is not { } since || (workloads[i - 1].Since is { } before && since <= before))
                findings.Report(SyntaxRules.WrongValue, workloads[i].Place, new(
                    $"Entry {i + 1} of 'kubernetes' does not begin after the one before it; give each but the first the release that it begins with, as 'since', oldest first",
                    $"'kubernetes' の {i + 1} 番目の項目が、前の項目より後から始まっていません。最初の項目以外には、始まるリリースを 'since' で古い順に指定してください"));
        }

        return workloads;
    }

    private Workload ReadOne(MapReader reader)
    {
        var labels = reader.Map("labels", required: true);
        var place = reader.PlaceOf("labels") ?? reader.PlaceOf("container") ?? default;
        // Without any, every pod of the namespace would be meant.
        if (labels.IsMap && labels.Entries.IsEmpty && reader.Find("labels") is { } none)
            findings.Report(SyntaxRules.WrongValue, none.Place, new("Key 'labels' names no label; write { key: value }", "キー 'labels' にラベルがありません。{ key: value } のように書いてください"));

        var workload = new Workload(
            labels.Entries.Select(entry => entry.Key.Text).Distinct().ToImmutableSortedDictionary(key => key, key => labels.RequireName(key).Text, StringComparer.Ordinal),
            reader.RequireName("container").Text,
            reader.FindVersion("since"),
            place);
        reader.RefuseOthers();
        return workload;
    }
}
