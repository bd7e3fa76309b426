using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>Which steps put something of the version that a plan leads to in the deployment's place: what compose starts from then on is no longer what ran before.</summary>
public static class VersionChange
{
    /// <summary>Whether a step does so for an application.</summary>
    public static bool IsBy(Step step, Application application) => step is SwitchSource or CheckoutTag || IsOfApplication(step, application) || IsOfServer(step, application);

    /// <summary>Whether a step changes the tag of the image that the application's version is read from, and no other file.</summary>
    public static bool IsOfApplication(Step step, Application application) => step switch
    {
        SetImageTag images => images.Services.Any(service => application.Probes.Any(probe => probe.Service == service.Text)),
        SetSetting set => set.Setting.Text == application.VersionVariable,
        _ => false,
    };

    /// <summary>Whether a step changes the tag of the image that serves a store of PostgreSQL, and no other file.</summary>
    public static bool IsOfServer(Step step, Application application) => application.Stores.Values.Any(store => IsOfServer(step, store));

    /// <summary>Whether a step changes the tag of the image that serves this store of PostgreSQL, and no other file.</summary>
    public static bool IsOfServer(Step step, Store store) => store.Kind == StoreKind.PostgreSql && step switch
    {
        SetImageTag images => images.Services.Any(service => service.Text == store.Service),
        SetSetting set => set.Setting.Text == store.VersionVariable,
        _ => false,
    };

    /// <summary>The PostgreSQL major that such a step of a server names; null where its tag says none.</summary>
    public static int? MajorOf(Step step) => TextOf(step) is { } tag ? ComposeImage.Parse($"postgres:{tag}").PostgreSqlMajor : null;

    /// <summary>The text by which such a step names what it brings; null for one that names a tree.</summary>
    public static Name? TextOf(Step step) => step switch
    {
        SetImageTag images => images.Tag,
        SetSetting set => set.Value,
        CheckoutTag checkout => checkout.Tag,
        _ => null,
    };
}
