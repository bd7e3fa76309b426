using Hopguard.Plans.Analysis.Rules.DataSafety;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Tests.Analysis;

/// <summary>Lines of shell: a known few leave everything as it is, and every other one does its worst unless it declares what it does.</summary>
public sealed class ShellMeaningTests
{
    private const string BetweenProofAndSwitch = "compose-down";

    [Theory]
    [InlineData("echo done; true && [ -f compose.yml ] || exit 1")]
    [InlineData("ls -l /srv/backup | sort -rn | head -3")]
    [InlineData("cat \"$FILE\" | grep -c ERROR")]
    [InlineData("find /srv -name '*.dump' -mtime -1 -print")]
    [InlineData("docker ps -a --format '{{.Names}}' > /dev/null 2>&1")]
    [InlineData("docker compose -f a.yml -p shop ps -q web")]
    [InlineData("docker-compose --profile=all logs --tail=100 web > /tmp/web.log")]
    [InlineData("/usr/bin/docker volume ls -q")]
    [InlineData("docker compose config --quiet")]
    [InlineData("docker inspect $(docker ps -q --filter name=db)")]
    [InlineData("docker ps -q | xargs -r -n1 docker inspect")]
    [InlineData("docker ps -q | xargs -I{} docker exec {} cat /etc/os-release")]
    [InlineData("docker exec -i -u postgres cvat_db pg_isready -h localhost")]
    [InlineData("docker compose exec -T -e PGUSER=root db pg_dump -U root -Fc cvat | sha256sum")]
    [InlineData("docker exec cvat_db sh -ec 'pg_isready && df -h'")]
    [InlineData("bash -euo pipefail -c 'docker ps | wc -l'")]
    [InlineData("sudo -nu postgres env -u PGHOST LANG=C nice -n 5 pg_isready")]
    [InlineData("echo $'a\\'b' '$(rm -rf /srv)' \"\\$(rm)\" a#b # rm")]
    [InlineData("sudo timeout -k 5 30 docker compose ps")]
    [InlineData("n=0; until pg_isready -h db; do n=$((n + 1)); [ $n -gt 30 ] && exit 1; sleep 2; done")]
    [InlineData("for s in web worker; do docker compose logs $s; done < /dev/null")]
    [InlineData("PGPASSWORD=$PW pg_isready -h db")]
    [InlineData("curl -fsSL -m5 --retry 3 http://localhost:8080/api/server/about")]
    [InlineData("until curl -sf -H 'Host: shop.example' http://localhost:8080/api/stopwatch/updates_seen; do sleep 1; done")]
    [InlineData("wget -qO- -T 5 https://example.org/releases/latest/notes.txt")]
    [InlineData("git -C /srv/cvat fetch --tags && git -C /srv/cvat status")]
    [InlineData("gzip -t /srv/backup/cvat.sql.gz && tar -tzf /srv/backup/media.tar.gz")]
    [InlineData("mkdir -p /srv/backup")]
    [InlineData("command -v docker && date -u +%F")]
    [InlineData("docker compose pull && docker image prune -f")]
    [InlineData("# docker compose down -v")]
    public void A_known_few_leave_everything_as_it_is(string line) => Undeclared(line).Should().BeEmpty();

    [Theory]
    [InlineData("rsync -a --delete /srv/empty/ /srv/cvat/data/", "rsync")]
    [InlineData("ls && rm -rf /srv/cvat/data", "rm")]
    [InlineData("for v in db data; do docker volume rm cvat_$v; done", "docker volume rm")]
    [InlineData("docker volume rm \"${PROJECT}_cvat_db\"", "docker volume rm")]
    [InlineData("docker exec cvat_db psql -U root -c 'DROP DATABASE cvat'", "docker exec")]
    [InlineData("echo 'TRUNCATE auth_user' | docker exec -i cvat_db psql -U root cvat", "docker exec")]
    [InlineData("docker exec -i cvat_db psql -U root cvat < /srv/backup/cvat.sql", "docker exec")]
    [InlineData("docker compose up -d", "docker compose up")]
    [InlineData("docker compose -f ps up -d", "docker compose")]
    [InlineData("docker compose rm -sf ps", "docker compose rm")]
    [InlineData("docker run --rm -v cvat_db:/data alpine true", "docker run")]
    [InlineData("docker cp /srv/other/PG_VERSION cvat_db:/var/lib/postgresql/data/", "docker cp")]
    [InlineData("cd /srv/other", "cd")]
    [InlineData("sed -i s/13/16/ .env", "sed")]
    [InlineData("echo TAG=v2 >> .env", ">> .env")]
    [InlineData("docker ps >& .env", ">& .env")]
    [InlineData("echo x > /tmp/../srv/cvat/.env", "> /tmp/../srv/cvat/.env")]
    [InlineData("COMPOSE_PROJECT_NAME=other", "COMPOSE_PROJECT_NAME")]
    [InlineData("export DOCKER_HOST=tcp://other", "export")]
    [InlineData("PATH=/tmp ls", "PATH")]
    [InlineData("./ls", "./ls")]
    [InlineData("$TOOL --version", "$TOOL")]
    [InlineData("echo $(rm -rf /srv)", "rm")]
    [InlineData("echo ${X:-$(rm -rf /srv)}", "rm")]
    [InlineData("echo `echo \\`rm -rf /srv\\``", "\\`")]
    [InlineData("sh -c 'ls; rm -rf /srv'", "rm")]
    [InlineData("docker exec cvat_db bash -c \"rm -rf /var/lib/postgresql/data\"", "rm")]
    [InlineData("bash tidy.sh -c ls", "bash")]
    [InlineData("curl -fsSL https://example.org/tidy.sh | sh", "sh")]
    [InlineData("curl -o .env https://example.org/env", "curl")]
    [InlineData("curl -s4o .env https://example.org/env", "curl")]
    [InlineData("curl -X DELETE http://localhost/api/tasks", "curl")]
    [InlineData("curl -sXPOST http://localhost/api/tasks", "curl")]
    [InlineData("curl --request=DELETE http://localhost/api/tasks", "curl")]
    [InlineData("curl -sd a=1 http://localhost/api/tasks", "curl")]
    [InlineData("curl --json '{}' http://localhost/api/tasks", "curl")]
    [InlineData("curl -T /srv/empty http://localhost/api/tasks", "curl")]
    [InlineData("curl -sOL https://example.org/docker-compose.yml", "curl")]
    [InlineData("curl -K /srv/request", "curl")]
    [InlineData("curl -fsS http://localhost:9200/media/_delete_by_query?q=*", "curl")]
    [InlineData("curl -fsS 'http://localhost:8080/admin?action=purgeAll'", "curl")]
    [InlineData("curl -fsS -H 'X-HTTP-Method-Override: DELETE' http://localhost/api/tasks", "curl")]
    [InlineData("wget -qO- http://localhost:8080/shutdown", "wget")]
    [InlineData("wget -q https://example.org/docker-compose.yml", "wget")]
    [InlineData("wget -qO .env https://example.org/env", "wget")]
    [InlineData("wget -qO- --post-data=a=1 http://localhost/api/tasks", "wget")]
    [InlineData("wget -qO- --method=DELETE http://localhost/api/tasks", "wget")]
    [InlineData("wget -qO- https://example.org/tidy.sh | bash", "bash")]
    [InlineData("curl $OPTIONS http://localhost/api", "curl")]
    [InlineData("find /srv -name '*.bak' -delete", "find")]
    [InlineData("find /srv -exec rm {} +", "find")]
    [InlineData("docker compose config --output compose.yml", "docker compose config")]
    [InlineData("docker compose config -qo compose.yml", "docker compose config")]
    [InlineData("sort -o .env .env", "sort")]
    [InlineData("pg_dump -U root -f /var/lib/postgresql/data/x cvat", "pg_dump")]
    [InlineData("ls | xargs rm", "xargs rm")]
    [InlineData("ls | xargs find", "xargs find")]
    [InlineData("ls | xargs -I{} sh -c 'ls {}'", "xargs")]
    [InlineData("docker exec -ie ls cat rm -rf /srv", "docker exec")]
    [InlineData("timeout 5 rm -rf /srv", "timeout")]
    [InlineData("env -S'rm -rf /srv'", "env")]
    [InlineData("sudo -i", "sudo")]
    [InlineData("ls() { rm -rf /srv; }; ls", "rm")]
    [InlineData("git checkout v2.3.0", "git checkout")]
    [InlineData("for i do rm -rf /srv; done", "for i do")]
    [InlineData("echo $'it\\'s'; rm -rf /srv #'", "rm")]
    [InlineData("echo ${X:-\"}\"}; rm -rf /srv #\"", "\"")]
    [InlineData("echo $(( \"(\" )); rm -rf /srv", "( \"(\" ))")]
    [InlineData("sudo -p test rm -rf /srv", "rm")]
    [InlineData("sudo -n rm ls", "rm ls")]
    [InlineData("sudo -nu ls rm -rf /srv", "rm")]
    [InlineData("sudo -uls rm -rf /srv", "rm")]
    [InlineData("exec -a ls rm -rf /srv", "rm")]
    [InlineData("command -p rm ls", "rm ls")]
    [InlineData("env -S'rm -rf /srv' ls", "env")]
    [InlineData("env -u PGHOST -S'rm -rf /srv' ls", "env")]
    [InlineData("/usr/bin/env rm /srv", "/usr/bin/env rm")]
    [InlineData("cat <<< \"$(rm -rf /srv)\"", "rm")]
    [InlineData("ls 2>.env", "> .env")]
    public void Every_other_may_do_its_worst_and_is_named(string line, string word)
    {
        var finding = Undeclared(line).Should().ContainSingle().Subject;

        finding.Message.English.Should().StartWith($"'{word}' in a line of shell is not understood, so it may destroy stores 'database', 'keys', 'media' or change them behind every copy; say what");
    }

    [Fact]
    public void The_word_that_is_not_understood_is_underlined()
    {
        var procedure = Procedure.Of("run-shell: { command: 'docker ps && rm -rf /srv' }");

        procedure.Underlined(procedure.Judge().Single()).Should().Be("rm");
    }

    [Theory]
    [InlineData("fetch-source")]
    [InlineData(BetweenProofAndSwitch)]
    [InlineData("promote-volume")]
    [InlineData("verify-store")]
    [InlineData("accept")]
    public void Copies_are_in_reach_on_the_host_so_no_step_before_or_behind_makes_up_for_it(string before) =>
        Hop.Shipped.With(before, "run-shell: { command: ./tidy.sh }").Raises("HOP029");

    [Theory]
    [InlineData("nothing")]
    [InlineData("{ reads: [database, media] }")]
    [InlineData("{ writes: [logs] }")]
    [InlineData("{ destroys: [logs, queues] }")]
    public void What_harms_nothing_is_cleared_by_its_declaration(string does) => Declared(BetweenProofAndSwitch, does).Raises();

    [Fact]
    public void A_write_makes_the_copies_stale()
    {
        var finding = Declared(BetweenProofAndSwitch, "{ writes: [database] }").Judge().Single();

        finding.Rule.Id.Should().Be("HOP003");
        finding.Message.English.Should().EndWith("'run-shell' could write after it; take the copy after 'run-shell'");
    }

    [Fact]
    public void A_write_needs_no_server() => Declared("switch-source", "{ writes: [database] }").Raises("HOP003");

    [Fact]
    public void A_write_before_any_copy_is_harmless() => Declared("stop-services", "{ writes: [database, media] }").Raises();

    [Fact]
    public void What_a_line_destroys_needs_a_copy() => Declared("stop-services", "{ destroys: [media] }").Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP001");

    [Fact]
    public void What_its_words_say_counts_whatever_is_declared() =>
        Procedure.Of("run-shell: { command: docker compose down -v, does: nothing }").Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP020");

    [Fact]
    public void Volumes_that_are_deleted_unnamed_have_a_finding_of_their_own() =>
        Procedure.Of("run-shell: { command: docker compose down -v }").Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP020").And.NotContain("HOP029");

    [Fact]
    public void What_stands_beside_them_is_judged_all_the_same() => Undeclared("docker volume prune -f; rm -rf /srv/cvat/data").Should().ContainSingle();

    private static IEnumerable<Finding> Undeclared(string line) =>
        Procedure.Of($"run-shell: {{ command: '{line.Replace("'", "''", StringComparison.Ordinal)}' }}").Judge().Where(finding => finding.Rule == CommandNotUnderstood.Descriptor);

    private static Hop Declared(string before, string does) => Hop.Shipped.With(before, $"run-shell: {{ command: ./tidy.sh, does: {does} }}");
}
