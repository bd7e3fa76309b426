namespace Hopguard.Plans.Tests.Analysis;

public sealed class RobustnessTests
{
    [Fact]
    public void A_setting_of_the_shell_is_gone_tomorrow() => Procedure.Of("set-variable: { name: CVAT_HOST, value: h.example.com }", "start-services").Raises("HOP301");

    [Fact]
    public void A_variable_that_is_removed_before_the_start_is_no_setting() =>
        Procedure.Of("set-variable: { name: TAG, value: x }", "set-variable: { name: TAG }", "start-services").Raises();

    [Fact]
    public void A_variable_that_no_start_sees_is_no_setting() => Procedure.Of("set-variable: { name: LANG, value: C }").Raises();

    [Theory]
    [InlineData("sleep 30")]
    [InlineData("sleep 30 && curl -f http://localhost")]
    public void A_fixed_time_proves_nothing(string line) => Procedure.OfShell(line).Raises("HOP302");

    [Fact]
    public void A_wait_step_proves_nothing() => Procedure.Of("wait: { seconds: 30 }").Raises("HOP302");

    [Theory]
    [InlineData("pg_dumpall | gzip > /backup/$RUN_ID.gz")]
    [InlineData("docker exec cvat_db pg_dumpall | zstd -3 > /backup/$RUN_ID.zst")]
    [InlineData("sh -c \"pg_dump cvat | gzip > /backup/$RUN_ID.gz\"")]
    [InlineData("./deploy.sh deploy all |& tee deploy.log")]
    [InlineData("cat /backup/x.sql | docker exec -i cvat_db psql -q -d postgres")]
    public void A_pipe_hides_a_failure(string line) => Procedure.OfShell(line).Raises("HOP303");

    [Theory]
    [InlineData("set -o pipefail; ./deploy.sh all |& tee deploy.log")]
    [InlineData("bash -o pipefail -c \"./deploy.sh all | tee deploy.log\"")]
    [InlineData("echo yes | tee answer")]
    [InlineData("docker ps | grep cvat")]
    [InlineData("docker volume ls -q | wc -l")]
    public void An_ordinary_pipe_hides_nothing(string line) => Procedure.OfShell(line).Raises();

    [Theory]
    [InlineData("docker exec -it cvat_server python manage.py check", "-it")]
    [InlineData("docker exec --tty cvat_server python manage.py check", "--tty")]
    [InlineData("docker compose exec -e A=b -ti cvat_server sh", "-ti")]
    [InlineData("docker-compose exec -t cvat_server sh", "-t")]
    [InlineData("docker run --rm -it ubuntu sh", "-it")]
    [InlineData("kubectl exec -it pod -- python manage.py check", "-it")]
    [InlineData("ssh -t host uptime", "-t")]
    public void A_terminal_is_not_there_in_CI(string line, string underlined) => Underlines(line, "HOP304", underlined);

    [Fact]
    public void A_command_step_with_a_terminal_asks_for_one_too() =>
        Procedure.Of("run-command: { service: cvat_server, command: [ls], does: nothing, terminal: true }").Raises("HOP304");

    [Theory]
    [InlineData("docker exec -i cvat_server tar -tf x.tar", "HOP315")]
    [InlineData("docker run -dit --name x ubuntu", null)]
    [InlineData("docker run --rm ubuntu tar -tvf x.tar", null)]
    [InlineData("kubectl exec pod -- tar -tf x.tar", null)]
    public void A_flag_of_another_program_asks_for_no_terminal(string line, string? rule) => Procedure.OfShell(line).Raises(rule is null ? [] : [rule]);

    [Theory]
    [InlineData("read -s PASSWORD", "read")]
    [InlineData("ansible-playbook -kK site.yml", "-kK")]
    [InlineData("ansible-playbook --ask-become-pass site.yml", "--ask-become-pass")]
    [InlineData("sudo -u postgres psql -W", "-W")]
    [InlineData("docker network prune", "prune")]
    public void A_question_has_no_answer_in_CI(string line, string underlined) => Underlines(line, "HOP305", underlined);

    [Theory]
    [InlineData("while read -r name; do echo $name; done < names")]
    [InlineData("read -r VERSION < VERSION")]
    [InlineData("read -t 5 x")]
    [InlineData("ansible-playbook -i hosts -e keep=1 site.yml")]
    [InlineData("docker network prune -f")]
    public void What_is_fed_or_answered_asks_nobody(string line) => Procedure.OfShell(line).Raises();

    [Theory]
    [InlineData("docker stop $(docker ps -aq)")]
    [InlineData("docker rm -f `docker ps -a -q`")]
    [InlineData("docker ps -aq | xargs docker rm -f")]
    [InlineData("docker system prune -af")]
    [InlineData("docker image prune -a -f")]
    public void Nothing_acts_on_the_whole_host(string line) => Procedure.OfShell(line).Raises("HOP306");

    [Theory]
    [InlineData("docker volume rm $(docker volume ls -q)")]
    [InlineData("docker volume prune -af")]
    [InlineData("docker system prune -af --volumes")]
    [InlineData("docker compose down -v")]
    public void Volumes_that_are_deleted_unnamed_weigh_more(string line) => Procedure.OfShell(line).Judge().Select(finding => finding.Rule.Id).Distinct()
        .Should().Contain("HOP020").And.NotContain(["HOP306", "HOP315"]);

    [Theory]
    [InlineData("docker stop $(docker ps -aqf name=cvat)")]
    [InlineData("docker ps -q --filter label=com.docker.compose.project=cvat | xargs docker stop")]
    [InlineData("docker inspect $(docker ps -aq)")]
    [InlineData("docker image prune -af --filter until=720h")]
    public void What_is_filtered_or_only_looks_acts_on_itself(string line) => Procedure.OfShell(line).Raises();

    [Theory]
    [InlineData("chown -R 999:999 /var/lib/postgresql/data", "/var/lib/postgresql/data")]
    [InlineData("sudo chown -R deploy /var/lib/kamonohashi", "/var/lib/kamonohashi")]
    [InlineData("chmod -R g+w /srv", "/srv")]
    public void Owners_of_data_stay(string line, string underlined) => Underlines(line, "HOP307", underlined);

    [Theory]
    [InlineData("chown deploy /var/lib/kamonohashi")]
    [InlineData("chown -R deploy ./components")]
    [InlineData("chmod -R g+w /opt/deploy-tools")]
    public void Owners_of_anything_else_may_change(string line) => Procedure.OfShell(line).Raises();

    [Fact]
    public void An_owner_changed_inside_a_service_is_one_too() =>
        Procedure.Of("run-command: { service: cvat_server, command: [chown, -R, django, /home/django/data], does: { writes: [media] } }").Raises("HOP307");

    [Theory]
    [InlineData("docker compose up -d --yes")]
    [InlineData("docker compose up -dy")]
    [InlineData("yes | docker compose up -d")]
    public void Nobody_answers_yes_unread(string line) => Procedure.OfShell(line).Raises("HOP308");

    [Fact]
    public void A_start_that_answers_yes_is_one_too() => Procedure.Of("start-services: { assume-yes: true }").Raises("HOP308");

    [Theory]
    [InlineData("docker logs cvat_server | grep -q OK")]
    [InlineData("grep -q 'deploy completed' /var/log/deploy.log")]
    [InlineData("if helm status cvat | grep deployed; then echo done; fi")]
    [InlineData("./deploy-kamonohashi.sh deploy app | grep 完了 && echo ok")]
    [InlineData("until kubectl get pod rollback | grep Completed; do timeout 1 true; sleep 5; done")]
    public void A_printed_text_is_no_state(string line) => Procedure.OfShell(line).Raises("HOP309");

    [Theory]
    [InlineData("docker logs cvat_server | grep ERROR")]
    [InlineData("cat settings.env | grep -q CVAT_HOST")]
    [InlineData("grep ERROR /var/log/deploy.log")]
    public void A_text_that_decides_nothing_may_be_searched(string line) => Procedure.OfShell(line).Raises();

    [Theory]
    [InlineData("until curl -sf http://localhost:8080; do sleep 5; done")]
    [InlineData("while true; do sleep 5; done")]
    [InlineData("until [ $(docker inspect -f x cvat_db) = healthy ]; do sleep 1; done")]
    public void A_loop_has_a_limit(string line) => Procedure.OfShell(line).Raises("HOP310");

    [Theory]
    [InlineData("timeout 300 sh -c \"until curl -sf http://localhost; do sleep 5; done\"")]
    [InlineData("i=0; until curl -sf http://localhost; do i=$((i+1)); [ $i -lt 60 ] || exit 1; sleep 5; done")]
    [InlineData("for i in 1 2 3; do curl -sf http://localhost && break; sleep 5; done")]
    public void A_loop_with_an_end_has_one(string line) => Procedure.OfShell(line).Raises();

    [Theory]
    [InlineData("timeout 600 docker exec cvat_server python manage.py migrate", "timeout")]
    [InlineData("helm upgrade -i --wait cvat ./chart", "--wait")]
    [InlineData("timeout 300 docker compose up -d --wait cvat_server", "timeout")]
    public void A_migration_runs_to_its_end(string line, string underlined) => Underlines(line, "HOP311", underlined);

    [Theory]
    [InlineData("timeout 60 curl -f http://localhost")]
    [InlineData("timeout 60 docker compose up -d cvat_db")]
    [InlineData("helm upgrade -i --wait --timeout 2h cvat ./chart")]
    public void A_limit_on_anything_else_is_fine(string line) => Procedure.OfShell(line).Raises();

    [Theory]
    [InlineData("backup: 0.9", "dump-database: { store: database, as: dump }", true)]
    [InlineData("database: 0.5", "dump-database: { store: database, as: dump }", true)]
    [InlineData("backup: 0.9", "back-up-volumes: { stores: [media], as: files }", true)]
    [InlineData("database: 0.5", "back-up-volumes: { stores: [media], as: files }", false)]
    [InlineData("backup: 0.9", "stop-services", false)]
    [InlineData("backup: 1.0", "dump-database: { store: database, as: dump }", false)]
    public void The_space_asked_for_holds_what_is_copied(string key, string step, bool isFound) =>
        Procedure.Of($"check-space: {{ {key} }}", step).Judge().Any(finding => finding.Rule.Id == "HOP312").Should().Be(isFound);

    [Fact]
    public void Every_step_that_a_line_is_written_as_is_named() =>
        Procedure.OfShell("docker compose pull && docker compose up -d").Judge().Single(finding => finding.Rule.Id == "HOP315").Message.English.Should().EndWith("write it as steps 'pull-images', 'start-services'");

    [Theory]
    [InlineData("pg_dumpall > /backup/cvat.db.dump", "/backup/cvat.db.dump")]
    [InlineData("pg_dump -Fc -f /backup/cvat.dump cvat", "/backup/cvat.dump")]
    [InlineData("tar -czf /backup/media.tgz /srv/media", "/backup/media.tgz")]
    [InlineData("pg_dumpall > /backup/cvat-$(date +%F).sql", "/backup/cvat-$(date +%F).sql")]
    public void A_second_run_overwrites_a_fixed_name(string line, string underlined) => Underlines(line, "HOP313", underlined);

    [Theory]
    [InlineData("pg_dumpall > /backup/cvat-$RUN_ID.sql", "HOP315")]
    [InlineData("pg_dumpall > /backup/cvat-$(date +%Y%m%d-%H%M%S).sql", "HOP315")]
    [InlineData("pg_dumpall > /backup/$RUN_ID/cvat-$(date +%F).sql", "HOP315")]
    [InlineData("tar -xzf /backup/media.tgz", null)]
    [InlineData("pg_dumpall --version 2> /dev/null", "HOP315")]
    public void A_name_of_its_own_is_not_overwritten(string line, string? rule) => Procedure.OfShell(line).Raises(rule is null ? [] : [rule]);

    [Theory]
    [InlineData("pg_dumpall > /tmp/cvat.sql")]
    [InlineData("pg_dumpall > $RUNNER_TEMP/$RUN_ID.sql")]
    [InlineData("pg_dumpall > \"${GITHUB_WORKSPACE}/x.sql\"")]
    [InlineData("tar czf ${{ runner.temp }}/media.tgz /srv/media")]
    public void A_folder_of_the_job_goes_with_it(string line) => Procedure.OfShell(line).Raises("HOP314");

    [Theory]
    [InlineData("docker compose down")]
    [InlineData("docker-compose up -d")]
    [InlineData("docker volume rm cvat_cvat_db")]
    [InlineData("export CVAT_HOST=h")]
    [InlineData("cd cvat && docker compose pull")]
    public void What_has_a_step_is_written_as_one(string line) => Procedure.OfShell(line).Raises("HOP315");

    [Theory]
    [InlineData("ls -l")]
    [InlineData("systemctl restart nginx")]
    [InlineData("docker version")]
    public void What_has_no_step_may_be_a_line(string line) => Procedure.OfShell(line).Raises();

    private static void Underlines(string line, string rule, string underlined)
    {
        var procedure = Procedure.OfShell(line);
        procedure.Raises(rule);
        procedure.Underlined(procedure.Judge().Single()).Should().Be(underlined);
    }
}
