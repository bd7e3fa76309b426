using Hopguard.Containers.Ports;

namespace Hopguard.Postgres.Servers;

/// <summary>What an image of PostgreSQL is built on, as the image itself says; empty where it does not.</summary>
/// <param name="Library">The C library with its version, as PostgreSQL records it for a collation: <c>glibc 2.36</c>.</param>
/// <param name="Icu">The major of the ICU library.</param>
/// <param name="Major">The server's major.</param>
internal sealed record ImageBase(string Library, string Icu, string Major)
{
    // A tag says nothing for certain, and what no tool of the image names is seen by its files: Alpine has no 'getconf', slim images no 'ldconfig'.
    private const string Script = """
        library=$(getconf GNU_LIBC_VERSION 2> /dev/null)
        for loader in /lib/ld-musl-*; do
            if [ -z "$library" ] && [ -e "$loader" ]; then library="musl $("$loader" 2>&1 | sed -n 's/^Version //p')"; fi
        done
        icu=$(ls /usr/lib/libicuuc.so.* /usr/lib/*/libicuuc.so.* 2> /dev/null | sed -n 's/.*\.so\.\([0-9]*\)$/\1/p' | sort -n | tail -n 1)
        server=$(command -v postgres || ls /usr/lib/postgresql/*/bin/postgres 2> /dev/null | tail -n 1)
        major=$("${server:-false}" --version 2> /dev/null | sed 's/[^0-9]*\([0-9]*\).*/\1/')
        printf '%s|%s|%s\n' "$library" "$icu" "$major"
        """;

    /// <summary>Asks an image that the engine has.</summary>
    public static async Task<ImageBase> AskAsync(IContainerEngine engine, string image, ContainerOwner owner, CancellationToken cancellationToken)
    {
        var result = await engine.RunAsync(
            new ContainerSpec { Image = image, Entrypoint = ["sh", "-c", Script], Command = [], User = "0:0", Network = ContainerSpec.NoNetwork, Owner = owner }, onLine: null, cancellationToken);
        return result.ExitCode == 0 && result.Output.Trim().Split('|') is [var library, var icu, var major] ? new ImageBase(library, icu, major) : new ImageBase(string.Empty, string.Empty, string.Empty);
    }

    /// <summary>What changes for data of this order where the other image serves it; null where that does not matter.</summary>
    public ChangedBase? ChangeTo(ImageBase now, TextOrder order)
    {
        var before = this;
        var parts = new (string Word, bool Matters, string Before, string Now)[]
        {
            ("PostgreSQL ", true, before.Major, now.Major), (string.Empty, order.IsOfLibrary, before.Library, now.Library), ("ICU ", order.IsOfIcu, before.Icu, now.Icu),
        };
        var changed = parts.Where(part => part.Matters && part.Before.Length > 0 && part.Now.Length > 0 && part.Before != part.Now).ToList();
        return changed.Count == 0
            ? null
            : new ChangedBase(string.Join(", ", changed.Select(part => part.Word + part.Before)), string.Join(", ", changed.Select(part => part.Word + part.Now)));
    }
}
