namespace Hopguard.Plans.Tests.Analysis;

/// <summary>What a start really acts on: the project, the engine, the files and folders, and the source tree in place.</summary>
public sealed class IdentityTests
{
    private const string Last = "  - start-services\n  - await";
    private static Shop Hop => Shop.OnItsFiles;

    [Theory]
    [InlineData("COMPOSE_PROJECT_NAME")]
    [InlineData("DOCKER_HOST")]
    [InlineData("DOCKER_CONTEXT")]
    [InlineData("COMPOSE_FILE")]
    public void A_variable_that_leads_elsewhere_does_not_change_on_the_way(string variable) =>
        Before("switch-source", $"set-variable: {{ name: {{|HOP024:{variable}|}}, value: other }}").RaisesWhatIsMarked();

    [Theory]
    [InlineData("COMPOSE_PROJECT_NAME")]
    [InlineData("DOCKER_HOST")]
    [InlineData("COMPOSE_FILE")]
    public void What_all_steps_have_met_is_where_the_deployment_is(string variable) =>
        Before("fetch-source", $"set-variable: {{ name: {{|HOP301:{variable}|}}, value: shop }}").RaisesWhatIsMarked();

    [Theory]
    [InlineData("echo COMPOSE_PROJECT_NAME=shop2 >> .env")]
    [InlineData("grep -q PROJECT .env || echo \"COMPOSE_PROJECT_NAME=shop2\" >> /srv/shop/.env")]
    [InlineData("sed -i 's/^COMPOSE_PROJECT_NAME=.*/COMPOSE_PROJECT_NAME=shop2/' .env")]
    [InlineData("sed -i.bak -e '/^COMPOSE_PROJECT_NAME=/d' .env")]
    [InlineData("echo COMPOSE_PROJECT_NAME=shop2 | sudo tee -a .env")]
    [InlineData("cp .env.example .env")]
    [InlineData("export COMPOSE_PROJECT_NAME=shop2")]
    [InlineData("docker context use elsewhere")]
    [InlineData("docker compose -p shop2 up -d db")]
    [InlineData("COMPOSE_PROJECT_NAME=shop2 docker-compose up -d db")]
    public void A_line_of_the_environment_file_leads_elsewhere_too(string line) => Shell("switch-source", line).Should().ContainSingle(rule => rule == "HOP024");

    [Theory]
    [InlineData("grep COMPOSE_PROJECT_NAME .env")]
    [InlineData("docker compose run -p 8080:80 server check")]
    [InlineData("cp .env .env.bak")]
    [InlineData("cp ../shop_100/.env .env")]
    [InlineData("sed 's/COMPOSE_PROJECT_NAME=.*//' .env")]
    [InlineData("echo SHOP_HOST=shop.example.org >> .env")]
    [InlineData("echo COMPOSE_PROJECT_NAME=shop2 >> notes.txt")]
    public void Other_lines_lead_nowhere(string line) => Shell("switch-source", line).Should().NotContain("HOP024");

    [Fact]
    public void A_setting_that_no_start_meets_leads_nowhere() =>
        Hop.Changed(Shop.Plan, "  - accept", "  - set-variable: { name: COMPOSE_PROJECT_NAME, value: other }\n  - accept").RaisesNothing();

    [Fact]
    public void The_name_that_the_old_files_give_is_the_one_that_runs() => Named("shop")
        .Changed(Shop.Plan, Last, "  - set-variable: { name: COMPOSE_PROJECT_NAME, value: shop }\n  - start-services: { project: shop }\n  - await")
        .Judge().Should().NotContain(finding => finding.Rule.Id == "HOP024");

    [Fact]
    public void A_variable_in_what_is_mounted_decides_where_the_data_is() => Hop
        .Changed(Shop.New, "\"media:/media\"", "\"${SHOP_FILES:-media}:/media\"")
        .Changed(Shop.Plan, Last, $"  - set-variable: {{ name: {{|HOP024:SHOP_FILES|}}, value: /srv/files }}\n{Last}").RaisesWhatIsMarked();

    [Fact]
    public void The_folder_of_the_database_is_such_a_variable() => Hop
        .Changed(Shop.New, "POSTGRES_HOST_AUTH_METHOD: trust", "POSTGRES_HOST_AUTH_METHOD: trust, PGDATA: \"${DB_AT:-/var/lib/postgresql/data}\"")
        .Changed(Shop.Plan, Last, $"  - set-variable: {{ name: {{|HOP024:DB_AT|}}, value: /var/lib/postgresql/data/two }}\n{Last}").RaisesWhatIsMarked();

    [Fact]
    public void Where_files_say_what_is_mounted_a_name_that_sounds_so_is_none() =>
        Before("switch-source", "set-variable: { name: {|HOP301:SHOP_LOG_PATH|}, value: /var/log }").RaisesWhatIsMarked();

    [Theory]
    [InlineData("UPLOAD_LOCATION", "HOP024")]
    [InlineData("DB_DATA_DIR", "HOP024")]
    [InlineData("SHOP_HOST", "HOP301")]
    public void Where_no_file_does_the_name_counts(string variable, string rule) => Hop
        .Changed(Shop.Application, ", compose: [compose/1.0.0/compose.yaml]", string.Empty).Without(Shop.Old)
        .Changed(Shop.Plan, Last, $"  - set-variable: {{ name: {variable}, value: x }}\n{Last}")
        .Judge().Select(finding => finding.Rule.Id).Should().Equal(rule);

    [Fact]
    public void The_last_start_names_the_project_that_runs() =>
        Hop.Changed(Shop.Plan, Last, "  - start-services: { project: {|HOP024:shop-new|} }\n  - await").RaisesWhatIsMarked();

    [Fact]
    public void What_is_taken_down_by_name_is_what_runs() => Hop
        .Changed(Shop.Plan, "  - compose-down", "  - compose-down: { project: shop-old }")
        .Changed(Shop.Plan, Last, "  - start-services: { project: shop-old }\n  - await").RaisesNothing();

    [Theory]
    [InlineData("shop_100")]
    [InlineData("spare")]
    public void Old_code_does_not_come_back_to_migrated_data_whatever_its_tree_is_called(string tree) => Hop
        .Changed(Shop.Plan, "  - check-target\n", "  - fetch-source: { archive: \"https://example.org/shop/v1.0.0.zip\", as: spare, sha256: 1111111111111111111111111111111111111111111111111111111111111111 }\n  - check-target\n")
        .Changed(Shop.Plan, "  - accept", $"  - compose-down\n  - switch-source: {{ to: {tree}, keep-as: shop_200 }}\n  - {{|HOP027:start-services|}}\n  - accept").RaisesWhatIsMarked();

    [Fact]
    public void Old_code_may_come_back_to_data_that_nobody_migrated() => Hop
        .Changed(Shop.Plan, Last, "  - switch-source: { to: shop_100, keep-as: shop_200 }\n  - switch-source: { to: shop_200, keep-as: shop_101 }\n" + Last).RaisesNothing();

    [Fact]
    public void A_hop_does_not_end_with_the_tree_that_it_came_from() => Hop
        .Changed(Shop.Plan, Last, "  - switch-source: { to: shop_100, keep-as: shop_200 }\n  - {|HOP031:start-services|}\n  - await").RaisesWhatIsMarked();

    [Theory]
    [InlineData("v3.0.0.zip", "HOP031")]
    [InlineData("v2.0.0.zip", null)]
    public void A_hop_does_not_start_a_release_beyond_the_one_it_leads_to(string archive, string? rule) => Hop
        .Changed(Shop.Application, "  2.0.0:", "  3.0.0: { postgresql: 15, services: [db, cache, server], migrations: { shop: \"0003\" } }\n  2.0.0:")
        .Changed(Shop.Plan, "v2.0.0.zip", archive)
        .Judge().Select(finding => finding.Rule.Id).Should().Equal(rule is null ? [] : [rule]);

    [Theory]
    [InlineData("sed -i 's/^POSTGRES_PASSWORD=.*/POSTGRES_PASSWORD=$NEW/' .env")]
    [InlineData("echo POSTGRES_USER=$DB_USER >> .env")]
    [InlineData("echo DB_SECRET=$NEW >> .env")]
    public void A_database_that_exists_does_not_hear_of_another_password(string line) => Shell("compose-down", line).Should().ContainSingle(rule => rule == "HOP316");

    [Theory]
    [InlineData("docker compose exec db psql -c \"ALTER ROLE shop PASSWORD '$NEW'\" && sed -i 's/^POSTGRES_PASSWORD=.*/POSTGRES_PASSWORD=$NEW/' .env")]
    [InlineData("echo SHOP_PASSWORD=$NEW >> .env")]
    public void It_hears_of_it_by_a_statement_and_the_application_by_other_settings(string line) => Shell("compose-down", line).Should().NotContain("HOP316");

    [Fact]
    public void A_new_database_reads_its_settings() => Shop.Standard
        .Changed(Shop.Plan, "  - promote-volume: { trial: trial, to: database }\n", "  - run-shell: { command: \"echo POSTGRES_PASSWORD=$NEW >> .env\" }\n")
        .Judge().Should().NotContain(finding => finding.Rule.Id == "HOP316");

    [Theory]
    [InlineData("docker run --rm -v shop_db:/var/lib/postgresql/data example/upgrade:17", "HOP021")]
    [InlineData("docker run --rm --mount type=volume,source=shop-db,target=/data example/upgrade:17", "HOP021")]
    [InlineData("docker run --rm -v /srv/shop_db:/data example/upgrade:17", null)]
    [InlineData("docker run --rm -v shop_db_new:/data example/upgrade:17", null)]
    public void A_volume_is_not_mounted_by_a_name_of_one_project(string line, string? rule) =>
        Shell("switch-source", line).Where(found => found == "HOP021").Should().Equal(rule is null ? [] : [rule]);

    [Fact]
    public void A_name_that_the_files_fix_is_right_everywhere() => Hop
        .Changed(Shop.Old, "  db:\n  media", "  db: { name: shop_db }\n  media").Changed(Shop.New, "  db:\n  media", "  db: { name: shop_db }\n  media")
        .Changed(Shop.Plan, "  - switch-source", "  - run-shell: { command: \"docker run --rm -v shop_db:/data example/upgrade:17\" }\n  - switch-source")
        .Judge().Should().NotContain(finding => finding.Rule.Id == "HOP021");

    private static Shop Before(string step, string line) => Hop.Changed(Shop.Plan, $"  - {step}", $"  - {line}\n  - {step}");

    private static Shop Named(string project) => Hop.With(Shop.Old, $"name: {project}\n{Shop.Text(Shop.Old)}").With(Shop.New, $"name: {project}\n{Shop.Text(Shop.New)}");

    // What a line does beside that is a matter of other rules.
    private static IEnumerable<string> Shell(string before, string line) => Hop
        .Changed(Shop.New, "POSTGRES_HOST_AUTH_METHOD: trust", "POSTGRES_PASSWORD: \"${DB_SECRET}\"")
        .Changed(Shop.Plan, $"  - {before}", $"  - run-shell: {{ command: '{line.Replace("'", "''", StringComparison.Ordinal)}' }}\n  - {before}")
        .Judge().Select(finding => finding.Rule.Id);
}
