using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Hopguard.Plans.Analysis.Shell;

/// <summary>
/// The commands of which it is known that they leave stores, copies, settings and containers as they are: they read, or touch nothing but images. A command that is not in these tables is
/// not understood. What belongs here is true whatever the operands are; where it depends on options, the options are listed.
/// </summary>
internal static class KnownCommands
{
    // Names that mean the same row are parted by '|'. Behind ':' stand the options with which the row is true; without ':' it is true with all.
    // An indented line goes on with the row before.
    private const string Readers = """
        : | true | false | test | [ | [[ | exit | return | break | continue | shift | read | set | wait | sleep | exec | command -v | command -V | which | type
        echo | printf | seq | expr | basename | dirname | realpath | readlink | pwd | id | whoami | groups | uname | uptime | hostname | nproc | printenv
        cat | cmp | cut | diff | du | df | egrep | fgrep | findmnt | free | grep | head | ls | lsblk | md5sum | ps | sha1sum | sha256sum | sha512sum | stat | tail | tr | wc | jq
        date: -u -d -I -R --date --utc --iso-8601 --rfc-3339
        sort: -b -f -g -h -k -n -r -t -u -V -z --key --numeric-sort --reverse --unique --version-sort
        find: -L -H -empty -group -iname -ipath -ls -maxdepth -mindepth -mmin -mtime -name -newer -not -path -perm -print -print0 -prune -regex -size -type -user -xdev -o -a
        tar -tf | tar -tzf | tar -tvf | tar -tzvf | tar tf | tar tzf: -v
        gzip -t | gunzip -t | unzip -t | unzip -l | zstd -t | pg_restore -l | pg_restore --list: -v -q
        mkdir: -p -m -v --parents --mode --verbose
        curl: -f -H -I -i -k -L -m -s -S -u -v --cacert --connect-timeout --fail --head --header --include --insecure --location --max-time --retry --retry-connrefused --retry-delay
            --show-error --silent --user --verbose
        wget --spider | wget -q --spider | wget -qO-: -q -T -t --timeout --tries
        nc -z | nc -zv: -v -w
        ping | dig | nslookup | getent | host
        systemctl status | systemctl is-active | systemctl is-enabled | systemctl list-units | systemctl show
        journalctl: -b -n -o -p -u --no-pager --since --until
        git status | git describe | git rev-parse | git ls-files | git remote -v
        git fetch | git ls-remote | git log | git diff | git show: -n -p -q -t --all --depth --exit-code --heads --name-only --oneline --quiet --stat --tags
        pg_isready | redis-cli ping
        pg_dump | pg_dumpall: -a -b -B -c -C -d -E -F -g -h -n -N -O -p -r -s -t -T -U -v -w -x -Z --clean --compress --create --data-only --dbname --encoding --exclude-table
            --exclude-table-data --format --globals-only --host --if-exists --no-acl --no-owner --no-password --no-privileges --port --roles-only --schema --schema-only --table
            --username --verbose
        psql -l | psql --list | psql --version: -A -d -h -p -q -t -U --dbname --host --port --username
        docker ps | docker images | docker info | docker version | docker logs | docker inspect | docker top | docker stats | docker port | docker diff | docker history
            | docker events | docker wait | docker search
        docker container ls | docker container inspect | docker container logs | docker container top | docker container stats | docker container port
        docker volume ls | docker volume inspect | docker network ls | docker network inspect | docker context ls | docker context show | docker system df | docker system info
        docker image ls | docker image inspect | docker image history | docker image rm | docker image prune | docker rmi | docker pull | docker image pull | docker manifest inspect
        docker compose ps | docker compose ls | docker compose logs | docker compose images | docker compose top | docker compose port | docker compose version
            | docker compose events | docker compose pull
        docker compose config: -q --format --hash --images --no-consistency --no-interpolate --no-normalize --no-path-resolution --profiles --quiet --resolve-image-digests --services
            --volumes
        kubectl get | kubectl describe | kubectl logs | kubectl wait | kubectl version | kubectl rollout status | kubectl top
        helm list | helm status | helm history | helm get | helm version
        """;

    // Commands that run another one, which is judged in their place. In angle brackets: their own operands. Options with '=' have a value that may be a word of its own.
    private const string Carriers = """
        timeout <duration>: -k= -s= -v --foreground --kill-after= --preserve-status --signal= --verbose
        docker exec <container> | docker container exec <container>: -e= -i -t -u= -w= --env= --interactive --tty --user= --workdir=
        docker compose exec <service>: -e= -T -u= -w= --env= --index= --no-TTY --user= --workdir=
        xargs: -d= -I= -L= -n= -P= -r --delimiter= --max-args= --max-procs= --no-run-if-empty --null
        """;

    // Options that may stand between a program and its subcommand.
    private const string Between = """
        docker: -H= -l= --context= --host= --log-level=
        docker compose: -f= -p= --ansi= --compatibility --env-file= --file= --profile= --progress= --project-directory= --project-name=
        git: -C= --git-dir= --no-pager --work-tree=
        kubectl: -n= --context= --kubeconfig= --namespace=
        helm: -n= --kube-context= --kubeconfig= --namespace=
        """;

    // To ask for an address changes nothing, as HTTP has it, and what guides ask for is whether something serves. But some addresses are there to do what they are called.
    private static readonly Regex Deed = new(
        "(?<![a-z])(delete|remove|destroy|drop|purge|wipe|erase|truncate|clear|clean|cleanup|flush|flushall|reset|prune|evict|shutdown|stop|kill|quit|restart|reboot|restore|rollback|migrate|upgrade|update|exec|execute|create|write)(all|d|ed|ing)?(?![a-z])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex Operand = new(" <[a-z]+>", RegexOptions.CultureInvariant);
    private static readonly string[] Folders = ["/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/usr/local/bin/"];
    private static readonly ImmutableDictionary<string, Row> Reading = Rows(Readers);
    private static readonly ImmutableDictionary<string, Row> Carrying = Rows(Carriers);
    private static readonly ImmutableDictionary<string, Row> Leading = Rows(Between);
    private static readonly ImmutableHashSet<string> Beginnings = [.. Reading.Keys.Concat(Carrying.Keys).SelectMany(BeginningsOf)];

    /// <summary>Whether a command leaves everything as it is.</summary>
    /// <param name="command">The command. A script that it hands to a shell is judged by itself.</param>
    public static bool Contains(ShellCommand command) => !command.Words.IsEmpty && Contains(command, 0, isFed: false);

    // What is fed to a command (by xargs) can be options as well.
    private static bool Contains(ShellCommand command, int at, bool isFed)
    {
        var words = command.Words;
        if (at >= words.Length)
            return false;

        var first = NameOf(words[at]);
        if (ShellScripts.Shells.Contains(first, StringComparer.Ordinal))
            return !isFed && RunsItsScript(command, at);

        // Without 'in', the words behind the name are 'do' and a command.
        if (first == "for")
            return words.Length > at + 2 && words[at + 2].Text == "in";

        var name = Begin(first, words, ref at);
        if (Reading.TryGetValue(name, out var reads))
            return reads.Options is null || (!isFed && words.Skip(at).All(reads.Allows) && !(first is "curl" or "wget" && words.Skip(at).Any(word => Deed.IsMatch(word.Text))));

        return Carrying.TryGetValue(name, out var carries)
            && Options(carries, words, ref at)
            && Contains(command, at + carries.Operands, isFed || name == "xargs");
    }

    // As many words as belong to the name of a row: 'docker compose ps', with the options in between left out.
    private static string Begin(string name, ImmutableArray<ShellWord> words, ref int at)
    {
        for (at++; ; at++)
        {
            var next = at;
            if (Leading.TryGetValue(name, out var between))
                Options(between, words, ref next);

            if (next >= words.Length || !Beginnings.Contains($"{name} {words[next].Text}"))
                return name;

            name = $"{name} {words[next].Text}";
            at = next;
        }
    }

    // Passes over options and their values; false where one is not in the row.
    private static bool Options(Row row, ImmutableArray<ShellWord> words, ref int at)
    {
        for (; at < words.Length && words[at].IsOption; at++)
        {
            if (!row.Allows(words[at]))
                return false;
            if (row.HasValue(words[at]))
                at++;
        }

        return true;
    }

    // 'sh -c script' and 'su user -c script'; a shell without a script, or with a file, does what nobody reads here.
    private static bool RunsItsScript(ShellCommand command, int shell)
    {
        var at = shell + 1;
        while (at < command.Words.Length && !command.Words[at].IsOptionOf("-c"))
        {
            if (command.Words[shell].Program != "su" && !command.Words[at].IsOption && command.Words[at].Text != "pipefail")
                return false;
            at++;
        }

        return at + 1 < command.Words.Length && ReferenceEquals(command.Words[at + 1], ShellScripts.ScriptOf(command));
    }

    // A program beside the plan can have the name of a known one.
    private static string NameOf(ShellWord word)
    {
        var folder = Folders.FirstOrDefault(folder => word.Text.StartsWith(folder, StringComparison.Ordinal)) ?? string.Empty;
        var name = word.Text.Substring(folder.Length);
        return name == "docker-compose" ? "docker compose" : name;
    }

    private static IEnumerable<string> BeginningsOf(string name)
    {
        var words = name.Split(' ');
        return Enumerable.Range(1, words.Length).Select(count => string.Join(" ", words.Take(count)));
    }

    private static ImmutableDictionary<string, Row> Rows(string table)
    {
        var rows = ImmutableDictionary.CreateBuilder<string, Row>(StringComparer.Ordinal);
        foreach (var line in table.Replace("\r", string.Empty).Replace("\n    ", " ").Split('\n'))
        {
            var end = line.IndexOf(": -", StringComparison.Ordinal);
            var options = end < 0 ? null : line.Substring(end + 2).Split(' ');
            foreach (var name in (end < 0 ? line : line.Substring(0, end)).Split([" | "], StringSplitOptions.None))
                rows.Add(Operand.Replace(name, string.Empty), new Row(options is null ? null : [.. options], Operand.Matches(name).Count));
        }

        return rows.ToImmutable();
    }

    /// <summary>What a row says about a command.</summary>
    /// <param name="Options">The options with which it is true; null for all.</param>
    /// <param name="Operands">Operands of its own before the command that it runs.</param>
    private sealed record Row(ImmutableHashSet<string>? Options, int Operands)
    {
        // A word that the shell makes can be an option.
        public bool Allows(ShellWord word) => word.IsOption ? AllowsOption(word.Text) : !(word.HasExpansion && word.Text[0] is '$' or '`');

        public bool HasValue(ShellWord option) => Options!.Contains($"{option.Text}=");

        private bool AllowsOption(string option)
        {
            if (option == "--" || Lists(option))
                return true;
            if (option.StartsWith("--", StringComparison.Ordinal))
                return option.IndexOf('=') is > 0 and var end && Lists(option.Substring(0, end));
            if (Options!.Contains($"{option.Substring(0, 2)}="))
                return true;

            // Short ones together, the last with a number: -fsS, -m5; or the number alone.
            var letters = option.Substring(1).TrimEnd('.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
            return letters.All(letter => Options.Contains($"-{letter}"));
        }

        private bool Lists(string option) => Options!.Contains(option) || Options.Contains($"{option}=");
    }
}
