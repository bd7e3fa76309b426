using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP316: a setting that a database reads only when it is made is changed for one that exists.</summary>
public sealed class NewDatabaseSettingChanged : PlanRule
{
    private static readonly Regex ChangesRole = new(@"\balter\s+(role|user|database)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP316",
        new("A setting that a database reads only when it is made is changed for one that exists", "作成時にしか読まれないデータベースの設定が、既存のデータベースに対して変更される"),
        new(
            "The server goes on with the old password, user or name while the application comes with the new one and is refused; people then delete the volume to get in.",
            "サーバーは古いパスワード、ユーザー、データベース名のまま動き、新しい値を使うアプリケーションは拒否されます。接続しようとしてボリュームを削除する事故につながります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var reported = new HashSet<Setting>();
        foreach (var start in trace.Of<StartsServices>().Where(start => !start.Before.Settings.IsEmpty))
        {
            // A server that finds an empty volume makes a new database, and reads them.
            if (Server(start, trace) is not { } store || ChangesTheDatabaseToo(start, trace))
                continue;

            foreach (var setting in start.Before.Settings.Values.Where(setting => IsOfNewDatabases(setting, trace.Compose) && reported.Add(setting)).OrderBy(setting => setting.Variable.Place.Start))
                yield return Judge(setting, store, start);
        }
    }

    private Finding Judge(Setting setting, Store store, Transition start) => At(
        setting.Variable.Place,
        new(
            $"Variable '{setting.Variable}' is changed, and store '{store.Name}' goes on with the old value since it exists already; change it in the database too, with 'alter role' before this step, or leave it",
            $"変数 '{setting.Variable}' が変更されますが、既存のストア '{store.Name}' は古い値のままです。このステップの前に 'alter role' でデータベース側も変更するか、変えないでください"),
        new RelatedPlace(start.Step.Place, new("its server starts here", "サーバーはここで起動されます")));

    private static Store? Server(Transition start, Trace trace) => trace.Facts.StoresIn(start.Before)
        .Where(store => store is { HasData: true, Store.Kind: StoreKind.PostgreSql })
        .Select(store => store.Store)
        .FirstOrDefault(store => start.After.Running.ContainsKey(store.Service) && !start.Before.Running.ContainsKey(store.Service));

    // What is exported may be what it always was; a line of the environment file had another value.
    private static bool IsOfNewDatabases(Setting setting, ComposeSets compose) => setting.IsInFile
        && (DecidingVariables.IsInitial(setting.Variable) || new[] { compose.Source, compose.Target }.Any(project => project?.NewDatabaseVariables.Contains(setting.Variable) == true));

    private static bool ChangesTheDatabaseToo(Transition start, Trace trace) =>
        trace.Plan.Steps.TakeWhile(step => step != start.Step).Any(step => step is RunShell or RunCommand && step.Arguments.Any(argument => ChangesRole.IsMatch(argument.Text)));
}
