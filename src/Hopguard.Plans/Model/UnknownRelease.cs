namespace Hopguard.Plans.Model;

/// <summary>A release that an application's file does not list, taken to be like the newest that it does: what it brings nobody knows.</summary>
public static class UnknownRelease
{
    /// <summary>The application with a release that is newer than all of its own; the same where it lists the release.</summary>
    /// <param name="application">The application.</param>
    /// <param name="version">The version of the release.</param>
    /// <returns>Null where the version is older than the newest that is listed: then it is none of the application's.</returns>
    public static Application? In(Application application, ReleaseVersion version)
    {
        if (application.FindRelease(version) is not null)
            return application;
        if (application.Releases.LastOrDefault() is not { } newest || version < newest.Version)
            return null;

        // What happens on the way to the newest happens on the way to it once, and its compose files are its own.
        return application with
        {
            Releases = application.Releases.Add(new Release
            {
                Version = version,
                PostgreSqlMajor = newest.PostgreSqlMajor,
                Services = newest.Services,
                Migrations = newest.Migrations,
                Settings = newest.Settings,
                Project = newest.Project,
                Probe = newest.Probe,
                Images = newest.Images,
                Stores = newest.Stores,
                Place = newest.Place,
                Before =
                [
                    new(
                        $"release {version} is not known here: it is taken to be like {newest.Version}, the newest that is, so that nothing is known of what it changes, asks for or migrates; read its notes, and rehearse it on a copy",
                        $"リリース {version} はここでは未知です。既知の最新リリース {newest.Version} と同じとみなすため、変更点、要件、移行の内容は分かりません。リリースノートを読み、コピーで試してください"),
                ],
            }),
        };
    }
}
